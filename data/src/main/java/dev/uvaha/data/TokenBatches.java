package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Examples in batches of like length, in an order that can be taken up anywhere.
///
/// Each epoch holds every example once. Its order is a pure function of the examples, the limits,
/// the seed and the epoch's number: a [BatchCursor] is all there is to save for a resumed run to
/// see the batches that an uninterrupted one would have seen. A batch is never over the limits,
/// except that an example longer than the token limit is a batch of its own.
///
/// Immutable and safe to share between threads; an iterator belongs to one.
public final class TokenBatches {
  private final List<Example> examples;
  private final BatchOrder order;
  private final int padding;

  /// @param examples what to learn from, at least one
  /// @param padding the id of `<pad>`
  public TokenBatches(List<Example> examples, int padding, BatchLimits limits, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "TokenBatches: no examples to make batches of; check the corpus and its length limit");
    }
    this.examples = List.copyOf(examples);
    this.order = new BatchOrder(LengthOrder.ofPairs(this.examples), limits, seed);
    this.padding = padding;
  }

  /// How many examples an epoch holds.
  public int size() {
    return examples.size();
  }

  /// A number that any change of the examples, the limits, the padding or the seed changes: saved
  /// beside a cursor, it tells whether the cursor still means the same batches.
  public long fingerprint() {
    long print = SplitMix64.mix(order.fingerprint() + padding);
    for (var example : examples) {
      print = SplitMix64.mix(print + example.hashCode());
    }
    return print;
  }

  /// How many batches an epoch holds; it may differ by one or so from epoch to epoch.
  public int batchesIn(int epoch) {
    return order.batchesIn(epoch);
  }

  /// The batches of one epoch, for one pass over the data.
  public Stream<TranslationBatch> epoch(int epoch) {
    return order.epoch(epoch, this::batch);
  }

  /// The batches from a cursor on, endlessly: one epoch follows the other.
  ///
  /// @throws IllegalArgumentException if the cursor's epoch has no such position: it was saved over
  ///   other examples, limits or seed
  public Iterable<BatchStep<TranslationBatch>> from(BatchCursor cursor) {
    return from(cursor, Shard.WHOLE);
  }

  /// One process's batches from a cursor on, endlessly.
  ///
  /// A round takes the next `shard.count()` batches of the one global order, over the end of an
  /// epoch if need be, and gives one to each rank: all ranks take equally many steps, pass the same
  /// cursors, and together see what one process alone would see. A run may resume with another
  /// count.
  public Iterable<BatchStep<TranslationBatch>> from(BatchCursor cursor, Shard shard) {
    return order.from(cursor, shard, this::batch);
  }

  private TranslationBatch batch(int[] numbers) {
    return TranslationBatch.of(Arrays.stream(numbers).mapToObj(examples::get).toList(), padding);
  }
}
