package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What every layer owes, whatever it computes: PyTorch's outputs and gradients, gradients that are
/// the derivative, no native memory left behind.
///
/// ```java
/// var linear = Linear.create(7, 13);
/// new LayerContract(
///         Fixture.named("linear"), linear, name -> name, in -> linear.forward(in.get("x")))
///     .check();
/// ```
///
/// @param layer its parameters are overwritten by the fixture's
/// @param theirName the fixture's name for each of the layer's parameters
/// @param forward the layer's output for the fixture's inputs, without randomness
public record LayerContract(
    Fixture fixture,
    Layer layer,
    UnaryOperator<String> theirName,
    Function<Inputs, Tensor> forward) {
  /// Inputs by name; the floating ones require gradients.
  public record Inputs(Map<String, Tensor> byName) {
    public Tensor get(String name) {
      var input = byName.get(name);
      if (input == null)
        throw new AssertionError("the fixture has no input " + name + ", only " + byName.keySet());
      return input;
    }
  }

  /// All of it.
  public void check() {
    parametersAreTheFixtures();
    matchesPyTorch();
    releasesNativeMemory();
    gradientMatchesFiniteDifference();
  }

  /// Neither side has a parameter that the other lacks.
  public void parametersAreTheFixtures() {
    assertThat(layer.parameters().keySet().stream().map(theirName))
        .containsExactlyInAnyOrderElementsOf(fixture.names("parameter."));
  }

  /// The output and every gradient in the fixture.
  public void matchesPyTorch() {
    try (var _ = TensorScope.open()) {
      fixture.load(layer, theirName);
      layer.parameters().values().forEach(Parameter::clearGradient);
      var inputs = inputs(DataType.FLOAT32);
      var output = forward.apply(inputs);
      fixture.assertMatches("output", output);
      scalar(output, DataType.FLOAT32).backward();
      for (var name : fixture.names("gradient.input."))
        fixture.assertMatches("gradient.input." + name, gradient(name, inputs.get(name)));
      layer
          .parameters()
          .forEach((name, parameter) ->
              fixture.assertMatches(
                  "gradient.parameter." + theirName.apply(name),
                  gradient(name, parameter.value())));
      layer.parameters().values().forEach(Parameter::clearGradient);
    }
  }

  /// In float64. The layer's parameters are float32 again afterwards.
  public void gradientMatchesFiniteDifference() {
    try (var _ = TensorScope.open()) {
      fixture.load(layer, theirName);
      layer.convertTo(DataType.FLOAT64);
      var inputs = inputs(DataType.FLOAT64);
      var leaves = new LinkedHashMap<String, Tensor>();
      layer.parameters().forEach((name, parameter) -> leaves.put(name, parameter.value()));
      for (var name : fixture.names("gradient.input."))
        leaves.put("input " + name, inputs.get(name));
      GradientCheck.check(leaves, () -> scalar(forward.apply(inputs), DataType.FLOAT64));
    } finally {
      layer.convertTo(DataType.FLOAT32);
    }
  }

  /// A step leaves as many tensors open as there were.
  public void releasesNativeMemory() {
    fixture.load(layer, theirName);
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        scalar(forward.apply(inputs(DataType.FLOAT32)), DataType.FLOAT32).backward();
        layer.parameters().values().forEach(Parameter::clearGradient);
      }
    });
  }

  private Inputs inputs(DataType floating) {
    var inputs = new LinkedHashMap<String, Tensor>();
    for (var name : fixture.names("input.")) {
      var input = fixture.input(name);
      inputs.put(
          name,
          input.dataType().isFloating() ? input.to(floating).copy().requireGradient() : input);
    }
    return new Inputs(inputs);
  }

  /// A loss is a scalar already; any other output is weighed by the fixture's upstream gradient.
  private Tensor scalar(Tensor output, DataType type) {
    return output.rank() == 0 ? output : output.multiply(fixture.upstream().to(type)).sum();
  }

  private static Tensor gradient(String name, Tensor leaf) {
    return leaf.gradient().orElseThrow(() -> new AssertionError(name + " has no gradient"));
  }
}
