package dev.uvaha.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Examples from short to long, and which of them have the same lengths.
///
/// Pairs stand by their longer side; within it by how much longer the source is than the target,
/// rising and falling by turns. So neighbours are alike on both sides even where one longest side
/// ends and the next begins: on 119,385 pairs of software English and Ukrainian, both ways, in BPE
/// of 8,000 merges, 1.6% of a batch of 4096 tokens is padding, against 8.3% when ordered by the
/// longer side alone and 73% in random order.
final class LengthOrder {
  private final int[] order;
  private final int[] longestSides;

  /// Where each run of examples with equal lengths ends.
  private final int[] runEnds;

  private LengthOrder(int[] order, int[] longestSides, int[] runEnds) {
    this.order = order;
    this.longestSides = longestSides;
    this.runEnds = runEnds;
  }

  /// Of pairs, by both sides.
  static LengthOrder ofPairs(List<Example> examples) {
    return of(examples, Example::longestSide, LengthOrder::slopeByTurns);
  }

  /// Of sequences, by the one length that each has.
  static <E> LengthOrder of(List<E> examples, ToIntFunction<E> length) {
    return of(examples, length, _ -> 0);
  }

  private static <E> LengthOrder of(
      List<E> examples, ToIntFunction<E> longestSide, ToIntFunction<E> within) {
    var shortToLong = Comparator.comparingInt(longestSide).thenComparingInt(within);
    var order =
        IntStream.range(0, examples.size())
            .boxed()
            .sorted(Comparator.comparing(examples::get, shortToLong))
            .mapToInt(Integer::intValue)
            .toArray();
    return new LengthOrder(
        order,
        Arrays.stream(order).map(number -> longestSide.applyAsInt(examples.get(number))).toArray(),
        IntStream.rangeClosed(1, order.length)
            .filter(end ->
                end == order.length
                    || shortToLong.compare(examples.get(order[end - 1]), examples.get(order[end]))
                        != 0)
            .toArray());
  }

  private static int slopeByTurns(Example example) {
    int slope = example.source().length - example.decoderLength();
    return example.longestSide() % 2 == 0 ? slope : -slope;
  }

  int size() {
    return order.length;
  }

  /// The longer side of the example at a place of the order.
  int longestSide(int place) {
    return longestSides[place];
  }

  /// The examples' numbers from short to long, those with equal lengths shuffled among themselves.
  int[] shuffled(SplitMix64 random) {
    var shuffled = order.clone();
    int start = 0;
    for (int end : runEnds) {
      for (int i = end - 1; i > start; i--) {
        int j = start + random.below(i - start + 1);
        int moved = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = moved;
      }
      start = end;
    }
    return shuffled;
  }
}
