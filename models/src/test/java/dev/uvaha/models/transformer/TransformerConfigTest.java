package dev.uvaha.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.TransformerConfig.EmbeddingConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.Logits;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.models.transformer.TransformerConfig.Scale;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.TensorScope;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformerConfigTest {
  /// Every term of the formula: both orders, both kinds of positions, sides of different depth.
  static Stream<TransformerConfig> smallModels() {
    return Stream.of(
        new TransformerConfig(
            31,
            new Layers(1, 3),
            new BlockConfig(21, 3, 11, Activation.RELU, NormOrder.PRE, 0),
            PositionKind.LEARNED,
            37,
            0),
        new TransformerConfig(
            29,
            new Layers(3, 2),
            new BlockConfig(26, 13, 41, Activation.GELU, NormOrder.POST, 0),
            PositionKind.SINUSOIDAL,
            43,
            0),
        new TransformerConfig(
            23,
            new Layers(2, 1),
            new BlockConfig(34, 17, 19, Activation.RELU, NormOrder.PRE, 0),
            PositionKind.SINUSOIDAL_HALVES,
            47,
            0,
            new EmbeddingConfig(Scale.ONE, Logits.BIASED)));
  }

  @ParameterizedTest
  @MethodSource("smallModels")
  void countsTheParametersThatTheModelHas(TransformerConfig config) {
    try (var _ = TensorScope.open()) {
      assertThat(config.parameterCount()).isEqualTo(Transformer.create(config).parameterCount());
    }
  }

  @Test
  void publishedSizesHaveThePublishedParameters() {
    // As PyTorch's nn.Transformer counts with a tied embedding; the paper rounds to 65M and 213M.
    assertThat(TransformerConfig.base(37_000).parameterCount()).isEqualTo(63_082_496);
    assertThat(TransformerConfig.big(37_000).parameterCount()).isEqualTo(214_245_376);
  }
}
