package dev.uvaha.images.sets;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Some pictures of a set, such as the few whose labels may be used.
///
/// @param numbers of the pictures in the whole set, one at least
public record Subset(LabelledPictures whole, List<Integer> numbers) implements LabelledPictures {
  public Subset {
    numbers = List.copyOf(numbers);
    if (numbers.isEmpty()) throw new IllegalArgumentException("Subset: no pictures");
  }

  /// A random share of each class, at least one picture of every class that has any.
  ///
  /// @param share above 0, at most 1, such as 0.01
  public static Subset ofEachClass(LabelledPictures whole, double share, long seed) {
    if (!(share > 0 && share <= 1))
      throw new IllegalArgumentException(
          "Subset: share must be above 0 and at most 1, got " + share);
    var counts = new int[whole.classes().size()];
    for (int number = 0; number < whole.size(); number++) counts[whole.label(number)]++;
    var left = new long[counts.length];
    for (int label = 0; label < counts.length; label++)
      left[label] = counts[label] == 0 ? 0 : Math.max(1, Math.round(share * counts[label]));
    var chosen = new ArrayList<Integer>();
    for (int number : RandomStream.of(seed).permutation(whole.size()))
      if (left[whole.label(number)]-- > 0) chosen.add(number);
    chosen.sort(null);
    return new Subset(whole, chosen);
  }

  /// The pictures that are not in it.
  ///
  /// @throws IllegalArgumentException if there are none
  public Subset rest() {
    var others = new ArrayList<Integer>();
    var own = new BitSet(whole.size());
    for (int number : numbers) own.set(number);
    for (int number = 0; number < whole.size(); number++) if (!own.get(number)) others.add(number);
    return new Subset(whole, others);
  }

  @Override
  public int size() {
    return numbers.size();
  }

  @Override
  public Picture picture(int number) {
    return whole.picture(numbers.get(number));
  }

  @Override
  public int label(int number) {
    return whole.label(numbers.get(number));
  }

  @Override
  public List<String> classes() {
    return whole.classes();
  }

  @Override
  public String name(int number) {
    return whole.name(numbers.get(number));
  }

  @Override
  public long fingerprint() {
    return RandomStream.mix(whole.fingerprint() + numbers.hashCode());
  }
}
