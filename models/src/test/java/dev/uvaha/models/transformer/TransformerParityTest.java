package dev.uvaha.models.transformer;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.PyTorchTransformer;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerParityTest {
  private static final int PADDING = 0;

  @ParameterizedTest
  @EnumSource
  void outputsLossAndEveryGradientMatchPyTorch(NormOrder order) {
    try (var _ = TensorScope.open()) {
      var fixture = Fixture.named("transformer_" + order.name().toLowerCase(Locale.ROOT) + "_norm");
      var model = Transformer.create(config(order));
      PyTorchTransformer.load(fixture, model);
      var source = fixture.input("source");
      var lengths = lengths(source);
      fixture.assertMatches(
          "output.memory",
          model.encode(source, AttentionMask.padding(lengths), Mode.TRAINING, Trace.none()));

      var target = fixture.input("decoder_input");
      var logits = model.forward(source, lengths, target, Mode.TRAINING, Trace.none());
      var real =
          fixture.input("decoder_target").equalTo(PADDING).not().unsqueeze(2); // padding may differ
      Fixture.assertClose(
          "logits",
          logits.where(real, 0),
          fixture.tensor("output.logits").where(real, 0),
          Fixture.FLOAT32_TOLERANCE);
      var loss = Loss.crossEntropy(logits, fixture.input("decoder_target"), 0.1, PADDING);
      fixture.assertMatches("output.loss", loss);

      loss.backward();
      PyTorchTransformer.assertGradientsMatch(fixture, model, Fixture.FLOAT32_TOLERANCE);
    }
  }

  private static TransformerConfig config(NormOrder order) {
    var block = new BlockConfig(18, 3, 8, Activation.RELU, order, 0);
    return new TransformerConfig(23, new Layers(2, 2), block, PositionKind.SINUSOIDAL, 64, PADDING);
  }

  private static int[] lengths(Tensor ids) {
    var rows = (int) ids.size(0);
    var columns = (int) ids.size(1);
    var flat = ids.toLongs();
    var lengths = new int[rows];
    for (var i = 0; i < flat.length; i++)
      if (flat[i] != PADDING) lengths[i / columns] = i % columns + 1;
    return lengths;
  }
}
