package dev.uvaha.attention;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both paths of [MultiHeadAttention] against PyTorch's `nn.MultiheadAttention`, which packs W_Q,
/// W_K and W_V into one matrix.
class MultiHeadParityTest {
  private static final long D = 21;

  private final MultiHeadAttention attention =
      MultiHeadAttention.create(new AttentionConfig((int) D, 3, 0));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "self",
        "self_padding",
        "self_causal",
        "self_causal_padding",
        "cross",
        "cross_padding"
      })
  void bothPathsMatchPyTorch(String variant) {
    var fixture = Fixture.named("multi_head_" + variant);
    load(fixture);
    for (var path : Path.values()) {
      try (var _ = TensorScope.open()) {
        var query = fixture.input("query").requireGradient();
        var memory = variant.startsWith("self") ? query : fixture.input("memory").requireGradient();
        var mask = AttentionMask.padding(fixture.input("lengths"));
        if (variant.contains("causal")) mask = mask.and(AttentionMask.causal());
        var output = run(path, query, memory, mask, fixture);
        fixture.assertMatches("output", output);
        output.multiply(fixture.upstream()).sum().backward();
        fixture.assertMatches("gradient.input.query", query.gradient().orElseThrow());
        if (memory != query)
          fixture.assertMatches("gradient.input.memory", memory.gradient().orElseThrow());
        checkParameters(fixture);
      }
    }
  }

  private enum Path {
    FAST,
    EXPLICIT
  }

  private Tensor run(Path path, Tensor query, Tensor memory, AttentionMask mask, Fixture fixture) {
    var projected = attention.project(memory);
    return switch (path) {
      case FAST -> attention.forward(query, projected, mask, Mode.TRAINING);
      case EXPLICIT -> {
        var attended = attention.attend(query, projected, mask, Mode.TRAINING);
        fixture.assertMatches("output.weights", attended.weights());
        yield attended.output();
      }
    };
  }

  private void load(Fixture fixture) {
    try (var _ = TensorScope.open()) {
      var weight = fixture.parameter("in_proj_weight");
      var bias = fixture.parameter("in_proj_bias");
      var packed = List.of(attention.query(), attention.key(), attention.value());
      for (var i = 0; i < packed.size(); i++) {
        packed.get(i).weight().assign(weight.narrow(0, i * D, D));
        packed.get(i).bias().orElseThrow().assign(bias.narrow(0, i * D, D));
      }
      attention.output().weight().assign(fixture.parameter("out_proj.weight"));
      attention.output().bias().orElseThrow().assign(fixture.parameter("out_proj.bias"));
    }
  }

  private void checkParameters(Fixture fixture) {
    fixture.assertMatches("gradient.parameter.in_proj_weight", packed(Linear::weight));
    fixture.assertMatches(
        "gradient.parameter.in_proj_bias", packed(linear -> linear.bias().orElseThrow()));
    var output = attention.output();
    fixture.assertMatches(
        "gradient.parameter.out_proj.weight", output.weight().gradient().orElseThrow());
    fixture.assertMatches(
        "gradient.parameter.out_proj.bias", output.bias().orElseThrow().gradient().orElseThrow());
    attention.parameters().values().forEach(Parameter::clearGradient);
  }

  private Tensor packed(Function<Linear, Parameter> part) {
    return Tensors.concatenate(
        0,
        List.of(attention.query(), attention.key(), attention.value()).stream()
            .map(linear -> part.apply(linear).gradient().orElseThrow())
            .toList());
  }
}
