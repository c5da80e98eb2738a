package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.nn.Parameter;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ten steps of PyTorch's own optimizers, and its gradient clipping.
class OptimizerParityTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final List<String> NAMES = List.of("weight", "bias");

  /// A few roundings of float32 in values around 1.
  private static final float ROUNDING = 5e-7f;

  @Test
  void adamWMatchesPyTorch() {
    check(
        "adamw.safetensors",
        settings ->
            new Optimizer.AdamW(
                settings.beta(0),
                settings.beta(1),
                settings.epsilon(),
                settings.decay(),
                Optimizer.Decayed.EVERYTHING));
  }

  @Test
  void adamMatchesPyTorch() {
    check(
        "adam.safetensors",
        settings ->
            new Optimizer.Adam(
                settings.beta(0), settings.beta(1), settings.epsilon(), settings.decay()));
  }

  @Test
  void clippingMatchesPyTorch() {
    for (var name : List.of("clip_grad_norm", "clip_grad_norm_within")) {
      try (var _ = TensorScope.open();
          var fixture = Checkpoint.open(FIXTURES.resolve(name + ".safetensors"))) {
        var limit = settings(fixture).node.path("max_norm").asDouble();
        var parameters =
            NAMES.stream()
                .map(part -> withGradient(fixture.tensor("input.gradient." + part)))
                .toList();
        var norm = Gradients.norm(parameters);
        assertThat(norm).isCloseTo(fixture.tensor("output.norm").item(), within(1e-5));
        for (var i = 0; i < NAMES.size(); i++) {
          var clipped =
              parameters.get(i).gradient().orElseThrow().multiply(Gradients.clipping(norm, limit));
          assertClose(clipped, fixture.tensor("output.gradient." + NAMES.get(i)));
        }
      }
    }
  }

  @Test
  void decayOfMatricesAloneSparesBiases() {
    try (var _ = TensorScope.open()) {
      var optimizer = new Optimizer.AdamW(0.9, 0.98, 1e-9, 0.1, Optimizer.Decayed.MATRICES);
      var matrix = new Parameter(Tensors.of(new float[] {2, 2}, 1, 2));
      var bias = new Parameter(Tensors.of(new float[] {2, 2}, 2));
      setGradient(matrix, Tensors.zeros(1, 2));
      setGradient(bias, Tensors.zeros(2));
      try (var moments = new Moments(optimizer, Map.of("matrix", matrix, "bias", bias))) {
        moments.update(0.5, 1);
      }
      assertThat(matrix.value().toFloats()).containsExactly(1.9f, 1.9f);
      assertThat(bias.value().toFloats()).containsExactly(2, 2);
    }
  }

  @Test
  void theFusedPassEqualsComposedOperations() {
    try (var _ = TensorScope.open()) {
      var elements = Chunks.PIECE + 1009; // more than a piece, and not whole blocks
      for (var optimizer : List.of(Optimizer.adamW(), new Optimizer.Adam(0.9, 0.98, 1e-9, 0.03))) {
        var gradient =
            dev.uvaha.tensor.Randomness.normal(0, 1, dev.uvaha.tensor.Device.CPU, elements);
        var fused = new Parameter(gradient.multiply(0.5));
        setGradient(fused, gradient);
        var composed = gradient.multiply(0.5);
        var mean = Tensors.zerosLike(composed);
        var square = Tensors.zerosLike(composed);
        try (var moments = new Moments(optimizer, Map.of("weight", fused))) {
          for (var step = 1; step <= 3; step++) {
            moments.update(0.01, 0.7);
            AdamUpdate.of(optimizer, step, 0.01, 0.7, 1).composed(composed, gradient, mean, square);
          }
        }
        assertClose(fused.value(), composed);
      }
    }
  }

  private interface Maker {
    Optimizer make(Settings settings);
  }

  private record Settings(JsonNode node) {
    double beta(int index) {
      return node.path("betas").path(index).asDouble();
    }

    double epsilon() {
      return node.path("eps").asDouble();
    }

    double decay() {
      return node.path("weight_decay").asDouble();
    }
  }

  private static Settings settings(Checkpoint fixture) {
    return new Settings(JsonMapper.builder().build().readTree(fixture.metadata().get("settings")));
  }

  private static void check(String file, Maker maker) {
    try (var _ = TensorScope.open();
        var fixture = Checkpoint.open(FIXTURES.resolve(file))) {
      var settings = settings(fixture);
      var rate = settings.node.path("lr").asDouble();
      var parameters = new LinkedHashMap<String, Parameter>();
      for (var name : NAMES)
        parameters.put(name, new Parameter(fixture.tensor("parameter." + name).copy()));
      try (var moments = new Moments(maker.make(settings), parameters)) {
        for (var step = 0; step < settings.node.path("steps").asInt(); step++) {
          var number = step;
          parameters.forEach((name, parameter) ->
              setGradient(parameter, fixture.tensor("gradient.%d.%s".formatted(number, name))));
          moments.update(rate, 1);
          parameters.forEach((name, parameter) ->
              assertClose(
                  parameter.value(), fixture.tensor("output.%d.%s".formatted(number, name))));
        }
      }
    }
  }

  private static Parameter withGradient(Tensor gradient) {
    var parameter = new Parameter(Tensors.zerosLike(gradient));
    setGradient(parameter, gradient);
    return parameter;
  }

  /// The gradient of Σ p·g with respect to p is g.
  private static void setGradient(Parameter parameter, Tensor gradient) {
    parameter.clearGradient();
    parameter.value().multiply(gradient).sum().backward();
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloats()).containsExactly(expected.toFloats(), within(ROUNDING));
  }
}
