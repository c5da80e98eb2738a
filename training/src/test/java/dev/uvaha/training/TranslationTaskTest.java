package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.Example;
import dev.uvaha.data.TokenBatches;
import dev.uvaha.data.TranslationBatch;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslationTaskTest {
  private static final int PADDING = 0;
  private static final int VOCABULARY = 17;
  private static final long SEED = 20_261_123;

  @TempDir Path folder;

  /// A "language" in which each word's translation is the next word.
  private static List<Example> examples(int count) {
    var random = new Random(SEED);
    return IntStream.range(0, count)
        .mapToObj(_ -> {
          var words = random.ints(1 + random.nextInt(6), 4, VOCABULARY).toArray();
          var source = new int[words.length + 2];
          var target = new int[words.length + 2];
          source[0] = 3;
          target[0] = 1;
          for (var i = 0; i < words.length; i++) {
            source[i + 1] = words[i];
            target[i + 1] = words[i] == VOCABULARY - 1 ? 4 : words[i] + 1;
          }
          source[words.length + 1] = 2;
          target[words.length + 1] = 2;
          return new Example(source, target);
        })
        .toList();
  }

  private static TranslationTask task(double smoothing) {
    Randomness.seed(SEED);
    var batches = new TokenBatches(examples(101), PADDING, BatchLimits.tokens(97), SEED);
    return new TranslationTask(
        model(), batches, batches, PADDING, smoothing, OptionalDouble::empty);
  }

  private static SequenceToSequence model() {
    var block = new BlockConfig(16, 2, 32, Activation.RELU, NormOrder.PRE, 0);
    return Transformer.create(
        new TransformerConfig(
            VOCABULARY,
            new TransformerConfig.Layers(1, 1),
            block,
            TransformerConfig.PositionKind.SINUSOIDAL,
            11,
            PADDING));
  }

  @Test
  void aTransformerLearnsToTranslate() {
    var config =
        TrainingConfig.of(new Schedule.InverseSquareRoot(0.005, 10), Limits.steps(60), SEED)
            .with(new StepConfig(1, 1, Precision.FLOAT32));
    var losses = new ArrayList<Double>();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped) losses.add(stepped.loss());
        };
    var result =
        new Trainer<>(task(0.1), config, List.of(listener))
            .train(Run.create(folder, RunContents.none()), new StopSignal());
    assertThat(losses.getFirst()).isGreaterThan(2);
    assertThat(result.bestLoss().orElseThrow()).isLessThan(losses.getFirst() - 0.7);
  }

  @Test
  void aBatchWeighsAsItsSentencesAlone() {
    var task = task(0);
    try (var _ = TensorScope.open()) {
      var examples = examples(5);
      var together = task.loss(TranslationBatch.of(examples, PADDING), Mode.INFERENCE);
      var sum = 0.0;
      var tokens = 0L;
      for (var example : examples) {
        var alone = task.loss(TranslationBatch.of(List.of(example), PADDING), Mode.INFERENCE);
        sum += alone.sum().item();
        tokens += alone.tokens();
      }
      assertThat(together.tokens()).isEqualTo(tokens);
      assertThat(together.sum().item()).isCloseTo(sum, within(1e-3));
    }
  }

  @Test
  void validationLeavesSmoothingOut() {
    try (var _ = TensorScope.open()) {
      var batch = TranslationBatch.of(examples(5), PADDING);
      var smoothed = task(0.3);
      assertThat(smoothed.loss(batch, Mode.INFERENCE).sum().item())
          .isEqualTo(task(0).loss(batch, Mode.INFERENCE).sum().item());
      assertThat(smoothed.loss(batch, Mode.TRAINING).sum().item())
          .isNotEqualTo(smoothed.loss(batch, Mode.INFERENCE).sum().item());
    }
  }
}
