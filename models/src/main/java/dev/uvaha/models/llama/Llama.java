package dev.uvaha.models.llama;

import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.block.Residual;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.RmsNorm;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// GPT's stack with four changes: rotary positions in place of added ones, RMS norms, SwiGLU
/// feed-forward networks (Touvron et al. 2023, section 2.2), and heads of keys that several heads
/// of queries share (Llama 2, section 2.2).
public final class Llama {
  private static final double DEVIATION = 0.02;

  private Llama() {}

  /// A model with fresh parameters: matrices normal around 0, biases 0.
  public static CausalTransformer create(LlamaConfig config) {
    var width = config.attention().width();
    return new CausalTransformer(
        new Embedding(
            Initialization.normal(DEVIATION, config.vocabulary(), width), OptionalInt.empty()),
        new Positions.None(),
        new Dropout(0),
        Stream.generate(() -> block(config)).limit(config.layers()).toList(),
        RmsNorm.create(width, config.epsilon()),
        config.head() == Head.TIED
            ? Optional.empty()
            : Optional.of(Initialization.normal(DEVIATION, config.vocabulary(), width)),
        config.maximumLength());
  }

  private static TransformerBlock block(LlamaConfig config) {
    var width = config.attention().width();
    return new TransformerBlock(
        attention(config),
        RmsNorm.create(width, config.epsilon()),
        new FeedForward.SwiGlu(
            linear(width, config.innerWidth(), false),
            linear(width, config.innerWidth(), false),
            linear(config.innerWidth(), width, false)),
        RmsNorm.create(width, config.epsilon()),
        new Residual(NormOrder.PRE, new Dropout(0)));
  }

  private static MultiHeadAttention attention(LlamaConfig config) {
    var sizes = config.attention();
    var asked = sizes.heads() * sizes.headWidth();
    var looked = sizes.keyHeads() * sizes.headWidth();
    var inputs = config.biases() != Biases.NONE;
    return new MultiHeadAttention(
        sizes,
        linear(sizes.width(), asked, inputs),
        linear(sizes.width(), looked, inputs),
        linear(sizes.width(), looked, inputs),
        linear(asked, sizes.width(), config.biases() == Biases.ALL),
        Optional.of(Positions.Rotary.create(sizes.headWidth(), config.rotary())));
  }

  private static Linear linear(int inputs, int outputs, boolean biased) {
    return new Linear(
        Initialization.normal(DEVIATION, outputs, inputs),
        biased ? Optional.of(Initialization.zeros(outputs)) : Optional.empty());
  }
}
