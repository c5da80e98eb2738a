package dev.uvaha.finetuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    var batches = new ExampleBatches<>(examples, TextExample::length, new BatchLimits(1000, 7), 0);
    return new FineTuningTask(
        classifier,
        classifier,
        batches,
        batches,
        0,
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
