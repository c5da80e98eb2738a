package dev.uvaha.data;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The endless order of batches: one [EpochOrder] after the other, entered at any cursor.
///
/// It knows the examples by their numbers alone, so that whatever comes in batches can follow it.
record BatchOrder(LengthOrder lengths, BatchLimits limits, long seed) {
  /// How many batches an epoch holds.
  int batchesIn(int epoch) {
    return order(epoch).size();
  }

  /// The batches of one epoch.
  ///
  /// @param batch makes one of its examples' numbers
  <B> Stream<B> epoch(int epoch, Function<int[], B> batch) {
    var order = order(epoch);
    return IntStream.range(0, order.size()).mapToObj(order::batch).map(batch);
  }

  /// One process's batches from a cursor on, endlessly.
  ///
  /// @param batch makes one of its examples' numbers
  <B> Iterable<BatchStep<B>> from(BatchCursor cursor, Shard shard, Function<int[], B> batch) {
    var order = order(cursor.epoch());
    if (cursor.position() >= order.size()) {
      throw new IllegalArgumentException(
          "no batch %d in epoch %d, which has %d: resume with the data, limits and seed of the saved run"
              .formatted(cursor.position(), cursor.epoch(), order.size()));
    }
    return () -> new Steps<>(cursor, shard, order, batch);
  }

  /// A number that a change of the limits or the seed changes.
  long fingerprint() {
    long print = SplitMix64.mix(seed);
    print = SplitMix64.mix(print + limits.tokens());
    return SplitMix64.mix(print + limits.sentences());
  }

  private EpochOrder order(int epoch) {
    return EpochOrder.of(lengths, limits, seed, epoch);
  }

  /// Walks the global order, holding the one epoch it is in.
  private final class Steps<B> implements Iterator<BatchStep<B>> {
    private BatchCursor cursor;
    private final Shard shard;
    private EpochOrder order;
    private final Function<int[], B> batch;

    Steps(BatchCursor cursor, Shard shard, EpochOrder order, Function<int[], B> batch) {
      this.cursor = cursor;
      this.shard = shard;
      this.order = order;
      this.batch = batch;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public BatchStep<B> next() {
      var start = cursor;
      var own = advance(start, shard.rank());
      var drawn = batch.apply(orderOf(own).batch(own.position()));
      cursor = advance(own, shard.count() - shard.rank());
      return new BatchStep<>(drawn, start, cursor);
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
