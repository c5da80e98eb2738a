package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Labelled sequences in batches of like length, in an order that can be taken up anywhere, as
/// [TokenBatches] has it.
///
/// Immutable and safe to share between threads; an iterator belongs to one.
public final class SequenceBatches {
  private final List<LabelledSequence> examples;
  private final BatchOrder order;

  /// @param examples what to learn from, at least one, all of one kind
  /// @throws IllegalArgumentException if there is none or one is unlike the first: one line names
  ///   it by its place, from 0
  public SequenceBatches(List<LabelledSequence> examples, BatchLimits limits, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "SequenceBatches: no sequences to make batches of; check the file they come from");
    }
    this.examples = List.copyOf(examples);
    for (int number = 0; number < examples.size(); number++) checkLikeFirst(number);
    this.order =
        new BatchOrder(
            LengthOrder.of(this.examples, example -> example.sequence().length()), limits, seed);
  }

  private void checkLikeFirst(int number) {
    var first = examples.getFirst();
    var example = examples.get(number);
    if (!example.sequence().elements().equals(first.sequence().elements())) {
      throw refuse(
          number,
          "its elements are %s, those of the first %s; give all the same"
              .formatted(example.sequence().elements(), first.sequence().elements()));
    }
    if (!example.label().kind().equals(first.label().kind())) {
      throw refuse(
          number,
          "its label is %s, that of the first %s; give all the same"
              .formatted(example.label().kind(), first.label().kind()));
    }
    if (example.label() instanceof Label.PerPosition && example.sequence().length() == 0) {
      throw refuse(number, "it is empty, so there is nothing to tag; leave it out");
    }
  }

  private static IllegalArgumentException refuse(int number, String problem) {
    return new IllegalArgumentException("sequence %d: %s".formatted(number, problem));
  }

  /// What the elements are, such as `tokens` or `vectors of width 3`.
  public String elements() {
    return examples.getFirst().sequence().elements();
  }

  /// What the labels are, such as `one class`.
  public String labels() {
    return examples.getFirst().label().kind();
  }

  /// Refuses tokens that a model does not know; vectors always pass.
  ///
  /// @throws IllegalArgumentException one line that names the first such sequence
  public void requireTokensBelow(int vocabulary) {
    for (int number = 0; number < examples.size(); number++) {
      if (examples.get(number).sequence() instanceof Sequence.Tokens tokens
          && tokens.largest() >= vocabulary) {
        throw refuse(
            number,
            "token %d is out of range, the model knows 0 to %d; encode with the model's vocabulary"
                .formatted(tokens.largest(), vocabulary - 1));
      }
    }
  }

  /// Refuses classes and tags that a model does not have; vectors always pass.
  ///
  /// @throws IllegalArgumentException one line that names the first such sequence
  public void requireLabelsBelow(int classes) {
    for (int number = 0; number < examples.size(); number++) {
      int largest =
          switch (examples.get(number).label()) {
            case Label.OneOf(int own) -> own;
            case Label.AnyOf(int own, _) -> own - 1;
            case Label.PerPosition tags -> tags.largest();
            case Label.Translation(Sequence.Tokens target) -> target.largest();
            case Label.Translation _, Label.Vector _ -> -1;
          };
      if (largest >= classes) {
        throw refuse(
            number,
            "label %d is out of range, the model has 0 to %d; correct it or make a model of %d labels"
                .formatted(largest, classes - 1, largest + 1));
      }
    }
  }

  /// How many sequences an epoch holds.
  public int size() {
    return examples.size();
  }

  /// A number that any change of the sequences, their labels, the limits or the seed changes.
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
  public Stream<SequenceBatch> epoch(int epoch) {
    return order.epoch(epoch, this::batch);
  }

  /// The batches from a cursor on, endlessly: one epoch follows the other.
  ///
  /// @throws IllegalArgumentException if the cursor was saved over other sequences, limits or seed
  public Iterable<BatchStep<SequenceBatch>> from(BatchCursor cursor) {
    return from(cursor, Shard.WHOLE);
  }

  /// One process's batches from a cursor on, endlessly; see [TokenBatches#from(BatchCursor,
  /// Shard)].
  public Iterable<BatchStep<SequenceBatch>> from(BatchCursor cursor, Shard shard) {
    return order.from(cursor, shard, this::batch);
  }

  private SequenceBatch batch(int[] numbers) {
    return SequenceBatch.of(Arrays.stream(numbers).mapToObj(examples::get).toList());
  }
}
