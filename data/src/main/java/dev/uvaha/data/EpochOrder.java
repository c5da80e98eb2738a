package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;

/// Which examples form which batch of one epoch, and in which order the batches come.
///
/// Examples are shuffled, sorted by length, cut into batches, and the batches shuffled.
final class EpochOrder {
  private final int epoch;
  private final int[][] batches;

  private EpochOrder(int epoch, int[][] batches) {
    this.epoch = epoch;
    this.batches = batches;
  }

  static EpochOrder of(List<Example> examples, BatchLimits limits, long seed, int epoch) {
    var random = SplitMix64.of(seed, epoch);
    var order = new int[examples.size()];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.below(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    int[] sorted =
        Arrays.stream(order)
            .boxed()
            .sorted(
                java.util.Comparator.<Integer>comparingInt(i -> examples.get(i).longestSide())
                    .thenComparingInt(i -> examples.get(i).source().length))
            .mapToInt(Integer::intValue)
            .toArray();
    var batches = cut(examples, limits, sorted);
    for (int i = batches.length - 1; i > 0; i--) {
      int j = random.below(i + 1);
      var swapped = batches[i];
      batches[i] = batches[j];
      batches[j] = swapped;
    }
    return new EpochOrder(epoch, batches);
  }

  private static int[][] cut(List<Example> examples, BatchLimits limits, int[] order) {
    var batches = new java.util.ArrayList<int[]>();
    int start = 0;
    int longest = 0;
    for (int i = 0; i < order.length; i++) {
      int side = examples.get(order[i]).longestSide();
      if (i > start && !limits.allow(i - start + 1, Math.max(longest, side))) {
        batches.add(Arrays.copyOfRange(order, start, i));
        start = i;
        longest = 0;
      }
      longest = Math.max(longest, side);
    }
    batches.add(Arrays.copyOfRange(order, start, order.length));
    return batches.toArray(int[][]::new);
  }

  int epoch() {
    return epoch;
  }

  /// How many batches the epoch has.
  int size() {
    return batches.length;
  }

  /// The examples' numbers in one batch.
  int[] batch(int position) {
    return batches[position];
  }
}
