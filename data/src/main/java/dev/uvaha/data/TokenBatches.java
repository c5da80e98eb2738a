package dev.uvaha.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
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
  private final LengthOrder lengths;
  private final int padding;
  private final BatchLimits limits;
  private final long seed;

  /// @param examples what to learn from, at least one
  /// @param padding the id of `<pad>`
  public TokenBatches(List<Example> examples, int padding, BatchLimits limits, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "TokenBatches: no examples to make batches of; check the corpus and its length limit");
    }
    this.examples = List.copyOf(examples);
    this.lengths = new LengthOrder(this.examples);
    this.padding = padding;
    this.limits = limits;
    this.seed = seed;
  }

  /// How many examples an epoch holds.
  public int size() {
    return examples.size();
  }

  /// A number that any change of the examples, the limits, the padding or the seed changes: saved
  /// beside a cursor, it tells whether the cursor still means the same batches.
  public long fingerprint() {
    long print = SplitMix64.mix(seed);
    print = SplitMix64.mix(print + limits.tokens());
    print = SplitMix64.mix(print + limits.sentences());
    print = SplitMix64.mix(print + padding);
    for (var example : examples) {
      print = SplitMix64.mix(print + example.hashCode());
    }
    return print;
  }

  /// How many batches an epoch holds; it may differ by one or so from epoch to epoch.
  public int batchesIn(int epoch) {
    return order(epoch).size();
  }

  /// The batches of one epoch, for one pass over the data.
  public Stream<TranslationBatch> epoch(int epoch) {
    var order = order(epoch);
    return IntStream.range(0, order.size()).mapToObj(position -> batch(order, position));
  }

  /// The batches from a cursor on, endlessly: one epoch follows the other.
  ///
  /// @throws IllegalArgumentException if the cursor's epoch has no such position: it was saved over
  ///   other examples, limits or seed
  public Iterable<BatchStep> from(BatchCursor cursor) {
    return from(cursor, Shard.WHOLE);
  }

  /// One process's batches from a cursor on, endlessly.
  ///
  /// A round takes the next `shard.count()` batches of the one global order, over the end of an
  /// epoch if need be, and gives one to each rank: all ranks take equally many steps, pass the same
  /// cursors, and together see what one process alone would see. A run may resume with another
  /// count.
  public Iterable<BatchStep> from(BatchCursor cursor, Shard shard) {
    var order = order(cursor.epoch());
    if (cursor.position() >= order.size()) {
      throw new IllegalArgumentException(
          "TokenBatches: no batch %d in epoch %d, which has %d: resume with the data, limits and seed of the saved run"
              .formatted(cursor.position(), cursor.epoch(), order.size()));
    }
    return () -> new Steps(cursor, shard, order);
  }

  private EpochOrder order(int epoch) {
    return EpochOrder.of(lengths, limits, seed, epoch);
  }

  private TranslationBatch batch(EpochOrder order, int position) {
    return TranslationBatch.of(
        Arrays.stream(order.batch(position)).mapToObj(examples::get).toList(), padding);
  }

  /// Walks the global order, holding the one epoch it is in.
  private final class Steps implements Iterator<BatchStep> {
    private BatchCursor cursor;
    private final Shard shard;
    private EpochOrder order;

    Steps(BatchCursor cursor, Shard shard, EpochOrder order) {
      this.cursor = cursor;
      this.shard = shard;
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public BatchStep next() {
      var start = cursor;
      var own = advance(start, shard.rank());
      var batch = batch(orderOf(own), own.position());
      cursor = advance(own, shard.count() - shard.rank());
      return new BatchStep(batch, start, cursor);
    }

    private BatchCursor advance(BatchCursor from, int batches) {
      var at = from;
      int left = batches;
      while (left >= orderOf(at).size() - at.position()) {
        left -= orderOf(at).size() - at.position();
        at = new BatchCursor(at.epoch() + 1, 0);
        if (left == 0) {
          return at;
        }
      }
      return new BatchCursor(at.epoch(), at.position() + left);
    }

    private EpochOrder orderOf(BatchCursor at) {
      if (order.epoch() != at.epoch()) {
        order = order(at.epoch());
      }
      return order;
    }
  }
}
