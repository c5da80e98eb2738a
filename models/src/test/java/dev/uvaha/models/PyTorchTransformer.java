package dev.uvaha.models;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Map;

/// PyTorch's names for our parameters. Its query, key and value projections are one matrix.
public final class PyTorchTransformer {
  private static final List<String> PACKED = List.of("query", "key", "value");

  private PyTorchTransformer() {}

  /// Sets every parameter of a layer from the fixture's.
  public static void load(Fixture fixture, Layer layer) {
    try (var _ = TensorScope.open()) {
      layer
          .parameters()
          .forEach((name, parameter) -> parameter.assign(theirs(fixture, "parameter.", name)));
    }
  }

  /// Fails unless every gradient is the fixture's.
  public static void assertGradientsMatch(Fixture fixture, Layer layer, double tolerance) {
    for (Map.Entry<String, Parameter> entry : layer.parameters().entrySet()) {
      var gradient =
          entry
              .getValue()
              .gradient()
              .orElseThrow(() -> new AssertionError("no gradient: " + entry.getKey()));
      var expected = theirs(fixture, "gradient.parameter.", entry.getKey());
      Fixture.assertClose("gradient of " + entry.getKey(), gradient, expected, tolerance);
    }
  }

  /// The fixture's tensor for one of our parameters.
  public static Tensor theirs(Fixture fixture, String prefix, String ours) {
    var name =
        ours.replace("self_attention_norm", "norm1")
            .replace("cross_attention_norm", "norm2")
            .replace(
                "feed_forward_norm", fixtureHasThirdNorm(fixture, prefix, ours) ? "norm3" : "norm2")
            .replace("feed_forward.inner", "linear1")
            .replace("feed_forward.outer", "linear2")
            .replace("self_attention", "self_attn")
            .replace("cross_attention", "multihead_attn")
            .replace("attn.output", "attn.out_proj");
    for (var i = 0; i < PACKED.size(); i++) {
      var part = "attn." + PACKED.get(i) + ".";
      if (name.contains(part))
        return Tensors.chunks(fixture.tensor(prefix + name.replace(part, "attn.in_proj_")), 3, 0)
            .get(i);
    }
    return fixture.tensor(prefix + name);
  }

  private static boolean fixtureHasThirdNorm(Fixture fixture, String prefix, String ours) {
    var end = ours.indexOf("feed_forward_norm");
    if (end < 0) return false;
    var layer = ours.substring(0, end);
    return fixture.names(prefix).contains(layer + "norm3.weight");
  }
}
