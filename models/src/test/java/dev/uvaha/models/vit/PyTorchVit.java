package dev.uvaha.models.vit;

import dev.uvaha.models.PyTorchTransformer;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Layer;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;

/// The sizes of `benchmarks/peers/fixtures_vit.py`, and its names for our parameters. Its patches
/// are embedded by a convolution.
final class PyTorchVit {
  static final int CHANNELS = 3;
  static final int PATCH = 5;
  static final int GRID = 3;
  static final int WIDTH = 12;
  static final int HEADS = 3;
  static final int INNER = 17;
  static final int LABELS = 11;
  static final double EPSILON = 1e-6;
  static final Patches PATCHES = new Patches(PATCH * GRID, PATCH, CHANNELS);

  private static final String CONVOLUTION = "encoder.projection.weight";

  private PyTorchVit() {}

  static VitEncoderConfig encoder(Pooling pooling, PositionKind positions) {
    var block = new BlockConfig(WIDTH, HEADS, INNER, Activation.GELU, NormOrder.PRE, 0);
    return new VitEncoderConfig(PATCHES, 2, block, Biases.ALL, positions, pooling, EPSILON);
  }

  static void load(Fixture fixture, Layer model) {
    try (var _ = TensorScope.open()) {
      model
          .parameters()
          .forEach((name, parameter) -> parameter.assign(theirs(fixture, "parameter.", name)));
    }
  }

  static void assertGradientsMatch(Fixture fixture, Layer model) {
    model
        .parameters()
        .forEach((name, parameter) ->
            Fixture.assertClose(
                "gradient of " + name,
                parameter.gradient().orElseThrow(() -> new AssertionError("no gradient: " + name)),
                theirs(fixture, "gradient.parameter.", name),
                Fixture.FLOAT32_TOLERANCE));
  }

  private static Tensor theirs(Fixture fixture, String prefix, String ours) {
    if (!ours.equals(CONVOLUTION)) return PyTorchTransformer.theirs(fixture, prefix, ours);
    return fixture.tensor(prefix + ours).permute(0, 2, 3, 1).reshape(WIDTH, -1);
  }
}
