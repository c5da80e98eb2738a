package dev.uvaha.data;

import java.util.Arrays;

/// Which examples form which batch of one epoch, and in which order the batches come.
///
/// The examples stand from short to long, those of equal lengths shuffled; they are cut into
/// batches from a random first cut on, so that even rare lengths meet other neighbours each epoch;
/// and the batches are shuffled.
final class EpochOrder {
  private final int epoch;
  private final int[] examples;
  private final int[] starts;
  private final int[] ends;

  private EpochOrder(int epoch, int[] examples, int[] starts, int[] ends) {
    this.epoch = epoch;
    this.examples = examples;
    this.starts = starts;
    this.ends = ends;
  }

  static EpochOrder of(LengthOrder lengths, BatchLimits limits, long seed, int epoch) {
    var random = SplitMix64.of(seed, epoch);
    var examples = lengths.shuffled(random);
    var ends = new int[examples.length];
    int batches = 0;
    int firstEnd = endOfBatch(lengths, limits, 0);
    for (int start = 0; start < examples.length; start = ends[batches++]) {
      ends[batches] =
          start == 0 && firstEnd < examples.length
              ? 1 + random.below(firstEnd)
              : endOfBatch(lengths, limits, start);
    }
    var starts = new int[batches];
    System.arraycopy(ends, 0, starts, 1, batches - 1);
    ends = Arrays.copyOf(ends, batches);
    for (int i = batches - 1; i > 0; i--) {
      int j = random.below(i + 1);
      swap(starts, i, j);
      swap(ends, i, j);
    }
    return new EpochOrder(epoch, examples, starts, ends);
  }

  /// As many as the limits allow, yet at least one.
  private static int endOfBatch(LengthOrder lengths, BatchLimits limits, int start) {
    int end = start + 1;
    while (end < lengths.size() && limits.allow(end - start + 1, lengths.longestSide(end))) {
      end++;
    }
    return end;
  }

  private static void swap(int[] numbers, int i, int j) {
    int moved = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = moved;
  }

  int epoch() {
    return epoch;
  }

  /// How many batches the epoch has.
  int size() {
    return starts.length;
  }

  /// The examples' numbers in one batch.
  int[] batch(int position) {
    return Arrays.copyOfRange(examples, starts[position], ends[position]);
  }
}
