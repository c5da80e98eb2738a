package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.Label;
import dev.uvaha.data.LabelledSequence;
import dev.uvaha.data.Sequence;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.Elements;
import dev.uvaha.models.sequence.EncoderConfig;
import dev.uvaha.models.sequence.SequenceClassifier;
import dev.uvaha.models.sequence.SequenceClassifier.Output;
import dev.uvaha.models.sequence.SequenceConfig;
import dev.uvaha.models.sequence.SequenceSynthesis;
import dev.uvaha.models.sequence.SequenceTagger;
import dev.uvaha.models.sequence.SequenceTranslator;
import dev.uvaha.nn.recurrent.RecurrentCell;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Small tasks that each encoder really learns, and that no one does who sees a position at a time.
class SequenceLearningTest {
  private static final long SEED = 20_261_125;
  private static final int VOCABULARY = 7;
  private static final int WIDTH = 24;

  /// What counts as learnt; the shares by chance are a half and a seventh.
  private static final double NEARLY_ALL = 0.95;

  @TempDir Path folder;

  static Stream<EncoderConfig> encoders() {
    return Stream.of(
        new EncoderConfig.Recurrent(RecurrentCell.Kind.GRU, 1),
        new EncoderConfig.Convolutional(5, 2),
        new EncoderConfig.SelfAttention(2, 48, 2));
  }

  @BeforeEach
  void seed() {
    Randomness.seed(SEED);
  }

  private static SequenceConfig reading(Elements elements, EncoderConfig encoder) {
    return new SequenceConfig(elements, encoder, WIDTH, 0);
  }

  private static SequenceConfig tokens(EncoderConfig encoder) {
    return reading(new Elements.Tokens(VOCABULARY), encoder);
  }

  /// Random sequences of 2 to 6 tokens.
  private static SequenceBatches tokenSequences(
      int count, long seed, Function<int[], Label> label) {
    var random = new Random(seed);
    return batches(
        IntStream.range(0, count)
            .mapToObj(_ -> random.ints(2 + random.nextInt(5), 0, VOCABULARY).toArray())
            .map(ids -> new LabelledSequence(new Sequence.Tokens(ids), label.apply(ids)))
            .toList());
  }

  private static SequenceBatches batches(List<LabelledSequence> examples) {
    return new SequenceBatches(examples, new BatchLimits(512, 64), SEED);
  }

  private void train(SequenceTask task, int steps) {
    var config =
        TrainingConfig.of(new Schedule.Cosine(0.01, 10, steps, 0.0005), Limits.steps(steps), SEED)
            .with(new StepConfig(1, 1, Precision.FLOAT32))
            .with(new Intervals(steps, steps, steps))
            .with(
                new CheckpointConfig(
                    0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0));
    new Trainer<>(task, config, List.of())
        .train(Run.create(folder.resolve("run"), RunContents.none()), new StopSignal());
  }

  /// Whether the first token is above the last, which a bag of tokens does not tell.
  private static boolean falls(int... ids) {
    return ids[0] > ids[ids.length - 1];
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void classifiesByTheFirstTokenAndTheLast(EncoderConfig encoder) {
    var model =
        SequenceClassifier.create(
            new SequenceClassifier.Config(tokens(encoder), 2, Output.SOFTMAX));
    Function<int[], Label> label = ids -> new Label.OneOf(falls(ids) ? 1 : 0);
    var task =
        new ClassificationTask(
            model, tokenSequences(3989, SEED, label), tokenSequences(499, SEED + 1, label));
    train(task, 600);
    assertThat(task.metric().orElseThrow()).isGreaterThan(NEARLY_ALL);
  }

  /// Whether the first token is above the last, and whether there is a 3: any of two classes.
  @ParameterizedTest
  @MethodSource("encoders")
  void answersSeveralQuestionsAtOnce(EncoderConfig encoder) {
    var model =
        SequenceClassifier.create(
            new SequenceClassifier.Config(tokens(encoder), 2, Output.SIGMOID));
    Function<int[], Label> label =
        ids -> {
          var members = new HashSet<Integer>();
          if (falls(ids)) members.add(0);
          if (IntStream.of(ids).anyMatch(id -> id == 3)) members.add(1);
          return new Label.AnyOf(2, members);
        };
    var task =
        new ClassificationTask(
            model, tokenSequences(3989, SEED, label), tokenSequences(499, SEED + 1, label));
    train(task, 600);
    assertThat(task.metric().orElseThrow()).isGreaterThan(NEARLY_ALL);
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void tagsEachPositionWithItsPredecessor(EncoderConfig encoder) {
    var model = SequenceTagger.create(new SequenceTagger.Config(tokens(encoder), VOCABULARY));
    Function<int[], Label> label =
        ids -> {
          var tags = new int[ids.length];
          System.arraycopy(ids, 0, tags, 1, ids.length - 1);
          return new Label.PerPosition(tags);
        };
    var task =
        new TaggingTask(
            model, tokenSequences(997, SEED, label), tokenSequences(199, SEED + 1, label));
    train(task, 300);
    assertThat(task.metric().orElseThrow()).isGreaterThan(NEARLY_ALL);
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void tagsEachNumberThatIsAboveTheOneBefore(EncoderConfig encoder) {
    var model =
        SequenceTagger.create(
            new SequenceTagger.Config(reading(new Elements.Vectors(1), encoder), 2));
    var task = new TaggingTask(model, walks(997, SEED), walks(199, SEED + 1));
    train(task, 300);
    assertThat(task.metric().orElseThrow()).isGreaterThan(NEARLY_ALL);
  }

  /// Sequences of 1 to 7 random numbers, tagged 1 where they rise; the first from 0.
  private static SequenceBatches walks(int count, long seed) {
    var random = new Random(seed);
    return batches(
        IntStream.range(0, count)
            .mapToObj(_ -> {
              var values = new float[1 + random.nextInt(7)];
              var tags = new int[values.length];
              for (var t = 0; t < values.length; t++) {
                values[t] = (float) random.nextGaussian();
                tags[t] = values[t] > (t == 0 ? 0 : values[t - 1]) ? 1 : 0;
              }
              return new LabelledSequence(
                  new Sequence.Vectors(1, values), new Label.PerPosition(tags));
            })
            .toList());
  }

  /// From a one-hot n the tokens 0, 1, …, n - 1; the empty sequence too.
  @ParameterizedTest
  @MethodSource("encoders")
  void countsAsFarAsItIsTold(EncoderConfig encoder) {
    var most = VOCABULARY;
    var examples =
        batches(
            IntStream.range(0, most)
                .mapToObj(n ->
                    new LabelledSequence(
                        new Sequence.Tokens(IntStream.range(0, n).toArray()),
                        new Label.Vector(oneHot(n, most))))
                .toList());
    var model = SequenceSynthesis.create(new SequenceSynthesis.Config(most, tokens(encoder)));
    train(new SynthesisTask(model, examples, examples), 150);
    try (var _ = TensorScope.open()) {
      var all = new float[most * most];
      for (var n = 0; n < most; n++) all[n * most + n] = 1;
      var written = model.tokens(Tensors.of(all, most, most), 11);
      for (var n = 0; n < most; n++)
        assertThat(written.get(n)).containsExactly(IntStream.range(0, n).toArray());
    }
  }

  /// The sequence from its end to its beginning.
  @ParameterizedTest
  @MethodSource("encoders")
  void translatesSequencesIntoTheirReverse(EncoderConfig encoder) {
    var model =
        SequenceTranslator.create(
            new SequenceTranslator.Config(tokens(encoder), new Elements.Tokens(VOCABULARY)));
    Function<int[], Label> reverse =
        ids -> new Label.Translation(new Sequence.Tokens(reversed(ids)));
    train(
        new SequenceTranslationTask(
            model, tokenSequences(3989, SEED, reverse), tokenSequences(97, SEED + 1, reverse)),
        800);
    var right = 0;
    var random = new Random(SEED + 2);
    try (var _ = TensorScope.open()) {
      for (var i = 0; i < 100; i++) {
        var ids = random.ints(2 + random.nextInt(5), 0, VOCABULARY).toArray();
        var written = model.tokens(Tensors.indices(ids, 1, ids.length), new int[] {ids.length}, 11);
        if (Arrays.equals(written.getFirst(), reversed(ids))) right++;
      }
    }
    assertThat(right / 100.0).isGreaterThan(0.9);
  }

  private static int[] reversed(int... ids) {
    return IntStream.range(0, ids.length).map(i -> ids[ids.length - 1 - i]).toArray();
  }

  private static float[] oneHot(int place, int size) {
    var values = new float[size];
    values[place] = 1;
    return values;
  }

  /// From a start, a slope and a one-hot length the points of a line.
  @ParameterizedTest
  @MethodSource("encoders")
  void drawsLinesAsLongAsItIsTold(EncoderConfig encoder) {
    var model =
        SequenceSynthesis.create(
            new SequenceSynthesis.Config(6, reading(new Elements.Vectors(1), encoder)));
    train(new SynthesisTask(model, lines(997, SEED), lines(97, SEED + 1)), 400);
    try (var _ = TensorScope.open()) {
      var written =
          model.vectors(
              Tensors.of(new float[] {0.5f, -0.25f, 0, 0, 0, 1, -1, 0.5f, 0, 1, 0, 0}, 2, 6), 11);
      assertLine(written.get(0), 0.5, -0.25, 4);
      assertLine(written.get(1), -1, 0.5, 2);
    }
  }

  private static void assertLine(float[][] points, double start, double slope, int length) {
    assertThat(points).hasNumberOfRows(length);
    for (var t = 0; t < length; t++)
      assertThat((double) points[t][0])
          .as("point %d", t)
          .isCloseTo(start + slope * t, org.assertj.core.api.Assertions.within(0.2));
  }

  private static SequenceBatches lines(int count, long seed) {
    var random = new Random(seed);
    return batches(
        IntStream.range(0, count)
            .mapToObj(_ -> {
              var length = 1 + random.nextInt(4);
              var vector = oneHot(1 + length, 6);
              vector[0] = (float) random.nextGaussian();
              vector[1] = (float) (0.5 * random.nextGaussian());
              var points = new float[length];
              for (var t = 0; t < length; t++) points[t] = vector[0] + vector[1] * t;
              return new LabelledSequence(
                  new Sequence.Vectors(1, points), new Label.Vector(vector));
            })
            .toList());
  }
}
