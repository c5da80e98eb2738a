package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.models.bert.BertConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.TensorScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each configuration counts what its model has; `TransformerConfigTest` has the Transformer's.
class ParameterCountsTest {
  @Test
  void ofAGpt() {
    var config = new GptConfig(31, 2, 3, 21, 17, 13, Activation.GELU, 1e-5, 0);
    try (var _ = TensorScope.open()) {
      assertThat(config.parameterCount()).isEqualTo(Gpt.create(config).parameterCount());
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofALlama(LlamaConfig.Biases biases) {
    for (var head : LlamaConfig.Head.values()) {
      var config =
          new LlamaConfig(
              31,
              2,
              new AttentionConfig(21, 6, 2, 4, 0),
              17,
              13,
              new RotaryFrequencies.Plain(10_000),
              1e-5,
              biases,
              head);
      try (var _ = TensorScope.open()) {
        assertThat(config.parameterCount()).isEqualTo(Llama.create(config).parameterCount());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofABert(BertConfig.Head head) {
    var block = new BlockConfig(21, 3, 17, Activation.GELU, NormOrder.POST, 0);
    var config = new BertConfig(31, 2, 3, block, 13, 1e-5, head);
    try (var _ = TensorScope.open()) {
      assertThat(config.parameterCount()).isEqualTo(Bert.create(config).parameterCount());
    }
  }

  @Test
  void whatNoLongHoldsIsTheGreatest() {
    assertThat(ParameterCounts.product(3, 5, 7)).isEqualTo(105);
    assertThat(ParameterCounts.product(Long.MAX_VALUE, 0)).isZero();
    assertThat(ParameterCounts.product(1L << 32, 1L << 31)).isEqualTo(Long.MAX_VALUE);
    assertThat(ParameterCounts.sum(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
  }
}
