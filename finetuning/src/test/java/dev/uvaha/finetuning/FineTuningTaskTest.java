package dev.uvaha.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.ExampleBatches;
import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.models.classifier.CausalClassifier.Inputs;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FineTuningTaskTest {
  private static final int VOCABULARY = 13;
  private static final int CLASSES = 5;
  private static final double TOLERANCE = 1e-5; // float32, added up in another order
  private static final double LAMBDA = 0.5; // as published

  private final List<TextExample> examples = examples(3, 5, 2, 5, 3);

  @ParameterizedTest
  @EnumSource(names = {"SUMMED", "EACH"})
  void aBatchOfUnequalExamplesIsTheSumOfThemAlone(Inputs inputs) {
    var task = task(classifier(inputs));
    var whole = followed(task, List.of(examples));
    var alone = followed(task, examples.stream().map(List::of).toList());
    assertThat(whole.loss()).isCloseTo(alone.loss(), within(TOLERANCE));
    whole
        .gradients()
        .forEach((name, gradient) ->
            assertThat(gradient)
                .as(name)
                .containsExactly(alone.gradients().get(name), within((float) TOLERANCE)));
  }

  /// What is padding is in no loss.
  @ParameterizedTest
  @EnumSource(names = {"SUMMED", "EACH"})
  void inTrainingTheNextTokensAreLearntBesideTheClasses(Inputs inputs) {
    var classifier = classifier(inputs);
    var alone = task(classifier);
    var both = task(classifier, LAMBDA);
    assertThat(examples).anyMatch(FineTuningTaskTest::isPadded);
    for (var example : examples) {
      var classes = loss(alone, example, Mode.TRAINING);
      assertThat(loss(both, example, Mode.TRAINING))
          .isCloseTo(classes + LAMBDA * nextTokens(classifier, example), within(TOLERANCE));
      assertThat(loss(both, example, Mode.INFERENCE)).isCloseTo(classes, within(TOLERANCE));
    }
  }

  private static boolean isPadded(TextExample example) {
    return example.sequences().stream().anyMatch(sequence -> sequence.length < example.length());
  }

  private static double loss(FineTuningTask task, TextExample example, Mode mode) {
    try (var _ = TensorScope.open()) {
      return task.loss(List.of(example), mode).sum().item();
    }
  }

  /// The mean of `-log P(uᵢ | u₁, …, uᵢ₋₁)` over all tokens but each sequence's first, read one
  /// sequence at a time.
  private static double nextTokens(CausalClassifier classifier, TextExample example) {
    var sum = 0.0;
    var count = 0;
    for (var sequence : example.sequences()) {
      var logits = logits(classifier, sequence); // [T, V]
      for (var position = 1; position < sequence.length; position++) {
        var before = (position - 1) * VOCABULARY;
        var mass =
            IntStream.range(before, before + VOCABULARY).mapToDouble(i -> Math.exp(logits[i]));
        sum += Math.log(mass.sum()) - logits[before + sequence[position]];
        count++;
      }
    }
    return sum / count;
  }

  private static float[] logits(CausalClassifier classifier, int[] sequence) {
    try (var _ = TensorScope.open()) {
      var ids = Tensors.indices(sequence, 1, sequence.length);
      var lengths = new int[] {sequence.length};
      return classifier.body().forward(ids, lengths, Mode.INFERENCE, Trace.none()).toFloats();
    }
  }

  @Test
  void anAbsentChoiceIsNeverTold() {
    var classifier = classifier(Inputs.EACH);
    Autograd.noGradient(() -> {
      classifier.head().bias().orElseThrow().value().fillInPlace(-10);
    });
    var together = FineTuningTask.answers(classifier, examples);
    for (var i = 0; i < together.length; i++)
      assertThat(together[i])
          .isLessThan(examples.get(i).sequences().size())
          .isEqualTo(FineTuningTask.answers(classifier, List.of(examples.get(i)))[0]);
  }

  private record Followed(double loss, Map<String, float[]> gradients) {}

  private static Followed followed(FineTuningTask task, List<List<TextExample>> batches) {
    var parameters = task.classifier().parameters();
    parameters.values().forEach(parameter -> parameter.value().clearGradient());
    try (var _ = TensorScope.open()) {
      var loss = 0.0;
      for (var batch : batches) {
        var sum = task.loss(batch, Mode.TRAINING).sum();
        sum.backward();
        loss += sum.item();
      }
      var gradients = new HashMap<String, float[]>();
      parameters.forEach(
          (name, parameter) -> gradients.put(name, parameter.gradient().orElseThrow().toFloats()));
      return new Followed(loss, gradients);
    }
  }

  private static CausalClassifier classifier(Inputs inputs) {
    Randomness.seed(1);
    return CausalClassifier.create(
        Gpt.create(GptConfig.of(VOCABULARY, 1, 2, 14, 23, 0)), CLASSES, inputs);
  }

  private FineTuningTask task(CausalClassifier classifier) {
    return task(classifier, 0);
  }

  private FineTuningTask task(CausalClassifier classifier, double auxiliary) {
    var batches = new ExampleBatches<>(examples, TextExample::length, new BatchLimits(1000, 7), 0);
    return new FineTuningTask(
        classifier,
        classifier,
        batches,
        batches,
        auxiliary,
        new ClassifierFormat(classifier, (_, _) -> {}));
  }

  private static List<TextExample> examples(int... choices) {
    var random = new Random(1);
    var examples = new ArrayList<TextExample>();
    for (var count : choices)
      examples.add(
          new TextExample(
              IntStream.range(0, count)
                  .mapToObj(_ -> random.ints(3 + random.nextInt(8), 0, VOCABULARY).toArray())
                  .toList(),
              random.nextInt(count)));
    return examples;
  }
}
