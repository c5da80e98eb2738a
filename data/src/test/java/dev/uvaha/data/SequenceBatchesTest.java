package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceBatchesTest {
  private static final long SEED = 20_261_125;
  private static final BatchLimits LIMITS = new BatchLimits(97, 11);

  /// Random lengths from 0 on; the label numbers the example.
  private static List<LabelledSequence> examples(int count) {
    var random = new Random(SEED);
    return IntStream.range(0, count)
        .mapToObj(number ->
            new LabelledSequence(
                new Sequence.Tokens(random.ints(random.nextInt(19), 0, 31).toArray()),
                new Label.OneOf(number)))
        .toList();
  }

  private static SequenceBatches batches(int count) {
    return new SequenceBatches(examples(count), LIMITS, SEED);
  }

  private static List<Integer> numbers(SequenceBatch batch) {
    assertThat(batch.labels()).isInstanceOf(BatchLabels.OneOf.class);
    var labels = (BatchLabels.OneOf) batch.labels();
    return IntStream.of(labels.numbers()).boxed().toList();
  }

  private static LabelledSequence tagged(int length) {
    return new LabelledSequence(
        new Sequence.Tokens(new int[length]), new Label.PerPosition(new int[length]));
  }

  private static LabelledSequence vectors(int width) {
    return new LabelledSequence(
        new Sequence.Vectors(width, new float[2 * width]), new Label.OneOf(0));
  }

  private static void refuses(List<LabelledSequence> examples, String message) {
    assertThatThrownBy(() -> new SequenceBatches(examples, LIMITS, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void everySequenceAppearsOnceAnEpochWithinTheLimits() {
    for (int epoch : new int[] {0, 1, 1_000_003}) {
      var seen = new ArrayList<Integer>();
      batches(499)
          .epoch(epoch)
          .forEach(batch -> {
            seen.addAll(numbers(batch));
            assertThat(batch.rows()).isLessThanOrEqualTo(LIMITS.sentences());
            assertThat(batch.rows() * batch.sequences().columns())
                .isLessThanOrEqualTo(LIMITS.tokens());
          });
      assertThat(seen).as("epoch %d", epoch).hasSize(499).doesNotHaveDuplicates();
    }
  }

  @Test
  void resumesAtAnyCursor() {
    var batches = batches(101);
    var cursor = BatchCursor.START;
    var all = new ArrayList<List<Integer>>();
    var cursors = new ArrayList<BatchCursor>();
    for (var step : batches.from(cursor)) {
      if (step.at().epoch() == 2) break;
      all.add(numbers(step.batch()));
      cursors.add(step.at());
    }
    for (int at = 0; at < all.size(); at++) {
      var step = batches(101).from(cursors.get(at)).iterator().next();
      assertThat(numbers(step.batch())).as("from %s", cursors.get(at)).isEqualTo(all.get(at));
    }
    assertThatThrownBy(() -> batches.from(new BatchCursor(1, 10_000)))
        .hasMessageContaining("no batch 10000 in epoch 1")
        .hasMessageContaining("resume with the data, limits and seed of the saved run");
  }

  @Test
  void shardsTogetherSeeWhatOneProcessSees() {
    var alone = batches(101).from(BatchCursor.START).iterator();
    var first = batches(101).from(BatchCursor.START, new Shard(0, 2)).iterator();
    var second = batches(101).from(BatchCursor.START, new Shard(1, 2)).iterator();
    for (int i = 0; i < 23; i++) {
      assertThat(numbers(first.next().batch())).isEqualTo(numbers(alone.next().batch()));
      assertThat(numbers(second.next().batch())).isEqualTo(numbers(alone.next().batch()));
    }
  }

  @Test
  void theFingerprintTellsOtherDataApart() {
    var print = batches(101).fingerprint();
    assertThat(batches(101).fingerprint()).isEqualTo(print);
    assertThat(
            List.of(
                batches(97).fingerprint(),
                new SequenceBatches(examples(101).reversed(), LIMITS, SEED).fingerprint(),
                new SequenceBatches(examples(101), new BatchLimits(97, 7), SEED).fingerprint(),
                new SequenceBatches(examples(101), LIMITS, SEED + 1).fingerprint()))
        .doesNotContain(print)
        .doesNotHaveDuplicates();
  }

  @Test
  void padsOnTheRightWithZeros() {
    var batch =
        SequenceBatch.of(
            List.of(
                new LabelledSequence(
                    Sequence.Vectors.of(new float[] {1, 2}, new float[] {3, 4}),
                    new Label.PerPosition(5, 7)),
                new LabelledSequence(
                    Sequence.Vectors.of(new float[] {5, 6}), new Label.PerPosition(3))));
    assertThat(batch.sequences())
        .usingRecursiveComparison()
        .isEqualTo(
            new PaddedSequences.Vectors(
                2, 2, 2, new float[] {1, 2, 3, 4, 5, 6, 0, 0}, new int[] {2, 1}));
    assertThat(batch.labels())
        .usingRecursiveComparison()
        .isEqualTo(
            new BatchLabels.PerPosition(new int[] {5, 7, 3, BatchLabels.PerPosition.IGNORED}));
  }

  @Test
  void labelsBecomePlainArrays() {
    var token = new Sequence.Tokens(3);
    assertThat(
            SequenceBatch.of(
                    List.of(
                        new LabelledSequence(token, new Label.AnyOf(3, Set.of(2, 0))),
                        new LabelledSequence(token, new Label.AnyOf(3, Set.of()))))
                .labels())
        .usingRecursiveComparison()
        .isEqualTo(new BatchLabels.AnyOf(3, new float[] {1, 0, 1, 0, 0, 0}));
    assertThat(
            SequenceBatch.of(
                    List.of(
                        new LabelledSequence(token, new Label.Vector(1, 2)),
                        new LabelledSequence(token, new Label.Vector(3, 4))))
                .labels())
        .usingRecursiveComparison()
        .isEqualTo(new BatchLabels.Vectors(2, new float[] {1, 2, 3, 4}));
  }

  @Test
  void aBatchOfNothingButPaddingStillHasAColumn() {
    var empty = new LabelledSequence(new Sequence.Tokens(), new Label.OneOf(1));
    assertThat(SequenceBatch.of(List.of(empty, empty)).sequences())
        .usingRecursiveComparison()
        .isEqualTo(new PaddedSequences.Tokens(2, 1, new int[2], new int[2]));
  }

  @Test
  void unlikeSequencesAreNamed() {
    refuses(
        List.of(),
        "SequenceBatches: no sequences to make batches of; check the file they come from");
    refuses(
        List.of(vectors(3), vectors(3), vectors(5)),
        "sequence 2: its elements are vectors of width 5, those of the first vectors of width 3; give all the same");
    refuses(
        List.of(tagged(2), examples(1).getFirst()),
        "sequence 1: its label is one class, that of the first a tag per position; give all the same");
    refuses(
        List.of(tagged(2), tagged(0)),
        "sequence 1: it is empty, so there is nothing to tag; leave it out");
    assertThatThrownBy(() -> SequenceBatch.of(List.of(tagged(2), examples(1).getFirst())))
        .hasMessage(
            "BatchLabels: a label is one class, the first is a tag per position; a batch needs one kind");
    assertThatThrownBy(() -> SequenceBatch.of(List.of(vectors(3), vectors(5))))
        .hasMessage(
            "PaddedSequences: sequence 1 is of vectors of width 5, the first of vectors of width 3; a batch needs one kind");
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    var batches = batches(7);
    batches.requireLabelsBelow(7);
    assertThatThrownBy(() -> batches.requireLabelsBelow(5))
        .hasMessage(
            "sequence 5: label 5 is out of range, the model has 0 to 4; correct it or make a model of 6 labels");
    batches.requireTokensBelow(31);
    assertThatThrownBy(() -> batches.requireTokensBelow(3))
        .hasMessageMatching(
            "sequence \\d: token \\d+ is out of range, the model knows 0 to 2; encode with the model's vocabulary");
    assertThatThrownBy(() -> new Label.OneOf(-1)).hasMessage("Label: a class is 0 or more, got -1");
    assertThatThrownBy(() -> new Label.AnyOf(3, Set.of(3)))
        .hasMessage("Label: a class is 0 to 2, got 3");
    assertThatThrownBy(() -> new Label.PerPosition(1, -2))
        .hasMessage("Label: a tag is 0 or more, got -2");
    assertThatThrownBy(() -> new Sequence.Tokens(1, -2))
        .hasMessage("Sequence: a token is 0 or more, got -2");
    assertThatThrownBy(() -> new Label.Vector(1, Float.NaN))
        .hasMessage("Label: every number must be finite, got NaN at place 1");
    assertThatThrownBy(() -> new Sequence.Vectors(1, Float.POSITIVE_INFINITY))
        .hasMessage("Sequence: every number must be finite, got Infinity at place 0");
  }

  @Test
  void unequalWidthsAreNamed() {
    assertThatThrownBy(() -> Sequence.Vectors.of(new float[3], new float[3], new float[2]))
        .hasMessage("Sequence: all vectors must be as wide as the first, 3, but number 2 has 2");
    assertThatThrownBy(() -> new Sequence.Vectors(3, 1, 2))
        .hasMessage("Sequence: vectors of width 3 can't have 2 numbers in all");
    assertThatThrownBy(
            () -> new LabelledSequence(new Sequence.Tokens(1, 2), new Label.PerPosition(1)))
        .hasMessage("expected a tag for each of 2 elements, got 1 tags");
  }
}
