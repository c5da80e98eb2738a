package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Examples of any kind in batches of like length, in an order that can be taken up anywhere, as
/// [TokenBatches] has it.
///
/// @param <E> an example, whose `hashCode` changes with what it holds
public final class ExampleBatches<E> {
  private final List<E> examples;
  private final BatchOrder order;

  /// @param examples what to learn from, at least one
  /// @param length how many token positions an example takes
  public ExampleBatches(List<E> examples, ToIntFunction<E> length, BatchLimits limits, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "ExampleBatches: no examples to make batches of; check the file they come from");
    }
    this.examples = List.copyOf(examples);
    this.order = new BatchOrder(LengthOrder.of(this.examples, length), limits, seed);
  }

  /// How many examples an epoch holds.
  public int size() {
    return examples.size();
  }

  /// A number that any change of the examples, the limits or the seed changes.
  public long fingerprint() {
    long print = order.fingerprint();
    for (var example : examples) print = SplitMix64.mix(print + example.hashCode());
    return print;
  }

  /// How many batches an epoch holds; it may differ by one or so from epoch to epoch.
  public int batchesIn(int epoch) {
    return order.batchesIn(epoch);
  }

  /// The batches of one epoch, for one pass over the data.
  public Stream<List<E>> epoch(int epoch) {
    return order.epoch(epoch, this::batch);
  }

  /// The batches from a cursor on, endlessly: one epoch follows the other.
  ///
  /// @throws IllegalArgumentException if the cursor was saved over other examples, limits or seed
  public Iterable<BatchStep<List<E>>> from(BatchCursor cursor) {
    return order.from(cursor, Shard.WHOLE, this::batch);
  }

  private List<E> batch(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(examples::get).toList();
  }
}
