package dev.uvaha.images.sets;

import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.RandomStream;
import java.util.Arrays;
import java.util.List;

/// Pictures of one size in memory, one after the other.
final class StoredPictures implements LabelledPictures {
  record Size(int channels, int height, int width) {
    int samples() {
      return channels * height * width;
    }
  }

  private final String source;
  private final Size size;
  private final byte[] samples;
  private final byte[] labels;
  private final List<String> classes;

  /// @param source named in messages
  /// @param labels unsigned, at least one
  StoredPictures(String source, Size size, byte[] samples, byte[] labels, List<String> classes) {
    this.source = source;
    this.size = size;
    this.samples = samples;
    this.labels = labels;
    this.classes = List.copyOf(classes);
    for (int number = 0; number < labels.length; number++)
      if (label(number) >= classes.size())
        throw new PictureException(
            "%s: label %d is out of range, there are %d classes; correct the labels or give more classes"
                .formatted(name(number), label(number), classes.size()));
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Picture picture(int number) {
    int from = number * size.samples();
    return new Picture(
        size.channels(),
        size.height(),
        size.width(),
        Arrays.copyOfRange(samples, from, from + size.samples()));
  }

  @Override
  public int label(int number) {
    return labels[number] & 0xff;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public String name(int number) {
    return source + ": picture " + number;
  }

  @Override
  public long fingerprint() {
    long print = RandomStream.mix(Arrays.hashCode(samples));
    print = RandomStream.mix(print + Arrays.hashCode(labels));
    return RandomStream.mix(print + classes.hashCode());
  }
}
