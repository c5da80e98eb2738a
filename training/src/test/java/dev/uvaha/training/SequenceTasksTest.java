package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.Label;
import dev.uvaha.data.LabelledSequence;
import dev.uvaha.data.Sequence;
import dev.uvaha.data.SequenceBatch;
import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.Elements;
import dev.uvaha.models.sequence.EncoderConfig;
import dev.uvaha.models.sequence.SequenceClassifier;
import dev.uvaha.models.sequence.SequenceClassifier.Output;
import dev.uvaha.models.sequence.SequenceConfig;
import dev.uvaha.models.sequence.SequenceSynthesis;
import dev.uvaha.models.sequence.SequenceTagger;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the tasks count, and what they refuse; [SequenceLearningTest] has what they learn.
class SequenceTasksTest {
  private static final long SEED = 20_261_125;
  private static final int VOCABULARY = 11;
  private static final int FEATURES = 3;
  private static final int CLASSES = 5;

  /// Sums over a batch and over its rows alone are rounded in another order.
  private static final double ROUNDING = 1e-4;

  /// A product in bfloat16 keeps 8 bits of each number.
  private static final double BFLOAT16_PERCENT = 5;

  private static final EncoderConfig ENCODER = new EncoderConfig.SelfAttention(2, 7, 1);

  private static SequenceConfig reading(Elements elements) {
    return new SequenceConfig(elements, ENCODER, 10, 0.3);
  }

  private static SequenceConfig tokens() {
    return reading(new Elements.Tokens(VOCABULARY));
  }

  private static SequenceConfig vectors() {
    return reading(new Elements.Vectors(FEATURES));
  }

  private static SequenceBatches batches(LabelledSequence... examples) {
    return new SequenceBatches(List.of(examples), BatchLimits.tokens(4096), SEED);
  }

  private static ClassificationTask classification(
      SequenceConfig config, Output output, SequenceBatches batches) {
    var model = SequenceClassifier.create(new SequenceClassifier.Config(config, CLASSES, output));
    return new ClassificationTask(model, batches, batches);
  }

  private static TaggingTask tagging(SequenceConfig config, SequenceBatches batches) {
    var model = SequenceTagger.create(new SequenceTagger.Config(config, CLASSES));
    return new TaggingTask(model, batches, batches);
  }

  private static SynthesisTask synthesis(SequenceConfig config, SequenceBatches batches) {
    var model = SequenceSynthesis.create(new SequenceSynthesis.Config(2, config));
    return new SynthesisTask(model, batches, batches);
  }

  private static LabelledSequence of(Label label, int... ids) {
    return new LabelledSequence(new Sequence.Tokens(ids), label);
  }

  private static LabelledSequence of(Label label, Sequence.Vectors vectors) {
    return new LabelledSequence(vectors, label);
  }

  private static final Sequence.Vectors TWO = new Sequence.Vectors(FEATURES, 1, -2, 3, 0, 1, 2);
  private static final Sequence.Vectors NONE = new Sequence.Vectors(FEATURES);

  record Case(SequenceTask task, List<LabelledSequence> examples, long predictions) {
    static Case of(
        java.util.function.Function<SequenceBatches, SequenceTask> task,
        long predictions,
        LabelledSequence... examples) {
      Randomness.seed(SEED);
      return new Case(task.apply(batches(examples)), List.of(examples), predictions);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        Case.of(
            batches -> classification(tokens(), Output.SOFTMAX, batches),
            3,
            of(new Label.OneOf(1), 1, 2, 3),
            of(new Label.OneOf(4)),
            of(new Label.OneOf(0), 7)),
        Case.of(
            batches -> classification(vectors(), Output.SIGMOID, batches),
            2L * CLASSES,
            of(new Label.AnyOf(CLASSES, Set.of(0, 3)), TWO),
            of(new Label.AnyOf(CLASSES, Set.of()), NONE)),
        Case.of(
            batches -> tagging(tokens(), batches),
            4,
            of(new Label.PerPosition(1, 0, 4), 5, 6, 10),
            of(new Label.PerPosition(2), 9)),
        Case.of(
            batches -> synthesis(tokens(), batches),
            3 + 2,
            of(new Label.Vector(0.5f, 1), 3, 4, 10),
            of(new Label.Vector(-1, 2))),
        Case.of(
            batches -> synthesis(vectors(), batches),
            2 + 2,
            of(new Label.Vector(0.5f, 1), TWO),
            of(new Label.Vector(-1, 2), NONE)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBatchWeighsAsItsSequencesAlone(Case each) {
    try (var _ = TensorScope.open()) {
      var task = each.task();
      var together = task.loss(SequenceBatch.of(each.examples()), Mode.INFERENCE);
      assertThat(together.tokens()).isEqualTo(each.predictions());
      var sum = 0.0;
      for (var example : each.examples())
        sum += task.loss(SequenceBatch.of(List.of(example)), Mode.INFERENCE).sum().item();
      assertThat(together.sum().item()).isCloseTo(sum, within(ROUNDING)).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyParameterLearns(Case each) {
    try (var _ = TensorScope.open()) {
      var task = each.task();
      task.loss(SequenceBatch.of(each.examples()), Mode.TRAINING).sum().backward();
      task.model()
          .parameters()
          .forEach((name, parameter) -> {
            var gradient = parameter.gradient().orElseThrow();
            assertThat(gradient.isFinite()).as(name).isTrue();
            assertThat(gradient.abs().max().item()).as(name).isPositive();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mixedPrecisionComputesNearlyTheSame(Case each) {
    try (var _ = TensorScope.open()) {
      var task = each.task();
      var batch = SequenceBatch.of(each.examples());
      var whole = task.loss(batch, Mode.INFERENCE).sum().item();
      var mixed =
          Precision.BFLOAT16_MIXED.compute(
              task.device(), () -> task.loss(batch, Mode.INFERENCE).sum());
      assertThat(mixed.item()).isCloseTo(whole, withinPercentage(BFLOAT16_PERCENT));
      mixed.backward();
    }
  }

  @Test
  void dataThatTheModelCannotReadAreRefusedBeforeTraining() {
    var one = batches(of(new Label.OneOf(1), 1, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> classification(vectors(), Output.SOFTMAX, one))
        .withMessage(
            "ClassificationTask: the model reads vectors of width 3, the sequences are tokens; make a model for them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> classification(tokens(), Output.SIGMOID, one))
        .withMessage(
            "ClassificationTask: the model needs any of 5 classes for each sequence, the labels are one class; make a model for them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tagging(tokens(), one))
        .withMessage(
            "TaggingTask: the model needs a tag per position for each sequence, the labels are one class; make a model for them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> synthesis(tokens(), batches(of(new Label.Vector(1), 1))))
        .withMessage(
            "SynthesisTask: the model needs a vector of width 2 for each sequence, the labels are a vector of width 1; make a model for them");
  }

  @Test
  void whatIsOutOfTheModelsRangeIsRefusedBeforeTraining() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            classification(
                tokens(),
                Output.SOFTMAX,
                batches(of(new Label.OneOf(0), 1), of(new Label.OneOf(5), 1))))
        .withMessage(
            "sequence 1: label 5 is out of range, the model has 0 to 4; correct it or make a model of 6 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tagging(tokens(), batches(of(new Label.PerPosition(0, 7), 1, 2))))
        .withMessageStartingWith("sequence 0: label 7 is out of range");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> synthesis(tokens(), batches(of(new Label.Vector(1, 2), VOCABULARY))))
        .withMessage(
            "sequence 0: token 11 is out of range, the model knows 0 to 10; encode with the model's vocabulary");
  }
}
