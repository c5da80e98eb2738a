package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.Example;
import dev.uvaha.data.TokenBatches;
import dev.uvaha.data.TranslationBatch;
import dev.uvaha.models.PyTorchTransformer;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A small Transformer takes the steps that PyTorch took: forward, loss, backward and AdamW.
class TransformerTrainingParityTest {
  private static final int PADDING = 0;
  private static final int BATCHES = 2;

  /// PyTorch computed in float64; its own float32 is this near.
  private static final double LOSS_TOLERANCE = 5e-7;

  /// Adam divides by the gradient's size, so that the rounding of small gradients weighs as much as
  /// large gradients.
  private static final double PARAMETER_TOLERANCE = 1e-4;

  /// A key's bias adds the same to all scores of a query: its gradient is nothing but rounding.
  private static final double KEY_BIAS_TOLERANCE = 1e-3;

  @ParameterizedTest
  @EnumSource
  void everyLossAndTheFinalParametersMatchPyTorch(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var fixture =
          Fixture.named(
              switch (order) {
                case PRE -> "training";
                case POST -> "training_post_norm";
              });
      var settings = fixture.settings();
      var model = Transformer.create(config(settings, order));
      PyTorchTransformer.load(fixture, model);
      assertLossesMatch(fixture, losses(fixture, model));
      model
          .parameters()
          .forEach((name, parameter) ->
              Fixture.assertClose(
                  name,
                  parameter.value(),
                  PyTorchTransformer.theirs(fixture, "output.parameter.", name),
                  name.endsWith("attention.key.bias") ? KEY_BIAS_TOLERANCE : PARAMETER_TOLERANCE));
    }
  }

  private static List<Double> losses(Fixture fixture, Transformer model) {
    var settings = fixture.settings();
    var batches = IntStream.range(0, BATCHES).mapToObj(i -> examples(fixture, i)).toList();
    var task = task(model, batches, settings.path("label_smoothing").asDouble());
    var plain = new StepConfig(1, Double.POSITIVE_INFINITY, Precision.FLOAT32);
    var drawn =
        Stream.iterate(0, i -> (i + 1) % BATCHES)
            .map(i -> TranslationBatch.of(batches.get(i), PADDING))
            .map(batch -> new DrawnBatch<>(batch, BatchCursor.START))
            .iterator();
    var losses = new ArrayList<Double>();
    try (var moments = new Moments(adamW(settings), model.parameters())) {
      var step = new TrainingStep<>(task, plain, Exchange.alone(), moments);
      for (var i = 1; i <= settings.path("steps").asInt(); i++)
        losses.add(step.take(drawn, i, settings.path("lr").asDouble()).loss());
    }
    return losses;
  }

  private static void assertLossesMatch(Fixture fixture, List<Double> losses) {
    var expected = fixture.tensor("output.losses").toFloats();
    assertThat(losses).hasSize(expected.length);
    for (var i = 0; i < expected.length; i++)
      assertThat(losses.get(i))
          .as("loss of step %d", i + 1)
          .isCloseTo(expected[i], within(LOSS_TOLERANCE * (1 + expected[i])));
  }

  private static Optimizer adamW(JsonNode settings) {
    return new Optimizer.AdamW(
        settings.path("betas").path(0).asDouble(),
        settings.path("betas").path(1).asDouble(),
        settings.path("eps").asDouble(),
        settings.path("weight_decay").asDouble(),
        Optimizer.Decayed.EVERYTHING);
  }

  private static TransformerConfig config(JsonNode settings, NormOrder order) {
    var layers = settings.path("layers").asInt();
    var block =
        new BlockConfig(
            settings.path("width").asInt(),
            settings.path("heads").asInt(),
            settings.path("inner").asInt(),
            Activation.RELU,
            order,
            0);
    return new TransformerConfig(
        settings.path("vocabulary").asInt(),
        new Layers(layers, layers),
        block,
        PositionKind.SINUSOIDAL,
        16,
        PADDING);
  }

  private static TranslationTask task(
      Transformer model, List<List<Example>> batches, double smoothing) {
    var all = batches.stream().flatMap(List::stream).toList();
    var unused = new TokenBatches(all, PADDING, BatchLimits.tokens(97), 1);
    return new TranslationTask(model, unused, unused, PADDING, smoothing, OptionalDouble::empty);
  }

  private static List<Example> examples(Fixture fixture, int batch) {
    var source = rows(fixture.input(batch + ".source"));
    var inputs = rows(fixture.input(batch + ".decoder_input"));
    var targets = rows(fixture.input(batch + ".decoder_target"));
    return IntStream.range(0, source.size())
        .mapToObj(i -> new Example(source.get(i), joined(inputs.get(i), targets.get(i))))
        .toList();
  }

  /// The decoder's input and target are the target without its last and without its first token.
  private static int[] joined(int[] input, int[] target) {
    var all = Arrays.copyOf(input, input.length + 1);
    all[input.length] = target[target.length - 1];
    assertThat(Arrays.copyOfRange(all, 1, all.length)).isEqualTo(target);
    return all;
  }

  /// Each row without its padding.
  private static List<int[]> rows(Tensor ids) {
    var columns = (int) ids.size(1);
    var flat = Arrays.stream(ids.toLongs()).mapToInt(Math::toIntExact).toArray();
    return IntStream.range(0, flat.length / columns)
        .mapToObj(row -> Arrays.copyOfRange(flat, row * columns, (row + 1) * columns))
        .map(row -> Arrays.stream(row).filter(id -> id != PADDING).toArray())
        .toList();
  }
}
