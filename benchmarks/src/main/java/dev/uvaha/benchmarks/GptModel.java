package dev.uvaha.benchmarks;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/// Encoder layers under a causal mask, which is what a GPT is: the model of `peers/gpt_step.py`.
///
/// @param tokens serves the input and, transposed, the output
record GptModel(
    Embedding tokens, Positions.Learned positions, List<TransformerBlock> layers, LayerNorm norm)
    implements Layer {
  private static final double DEVIATION = 0.02;

  /// Fresh parameters: matrices normal around 0, biases zero.
  ///
  /// @param longest positions there are
  static GptModel create(int vocabulary, int longest, int layers, BlockConfig block) {
    var model =
        new GptModel(
            Embedding.create(vocabulary, block.width()),
            Positions.Learned.create(longest, block.width()),
            Stream.generate(() -> TransformerBlock.create(block)).limit(layers).toList(),
            LayerNorm.create(block.width()));
    for (var parameter : model.parameters().values())
      if (parameter.shape().rank() == 2) Randomness.normalInPlace(parameter.value(), 0, DEVIATION);
    return model;
  }

  /// Logits of each next token.
  ///
  /// @param ids `[B, T]`
  /// @return `[B, T, V]`
  Tensor forward(Tensor ids, Mode mode) {
    var state = positions.addTo(tokens.forward(ids));
    for (var layer : layers)
      state = layer.forward(state, AttentionMask.causal(), mode, Trace.none(), "attentions");
    return Kernels.linear(norm.forward(state), tokens.weight().value());
  }

  @Override
  public void describe(Description description) {
    description
        .layer("tokens", tokens)
        .layer("positions", positions)
        .layers("layers", layers)
        .layer("norm", norm);
  }
}
