package dev.uvaha.models.gpt;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.block.Residual;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Linear;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// `h₀ = U W_e + W_p`, `h_l = block(h_{l-1})`, `P(u) = softmax(norm(h_n) W_eᵀ)` (Radford et al.
/// 2018, eq. 2), with the norms before the sublayers and one after the last block (Radford et al.
/// 2019, GPT-2).
public final class Gpt {
  private static final double DEVIATION = 0.02;

  private Gpt() {}

  /// A model with fresh parameters: matrices normal around 0, those at the end of a residual branch
  /// the narrower the more branches there are (Radford et al. 2019, section 2.3); biases 0.
  public static CausalTransformer create(GptConfig config) {
    return new CausalTransformer(
        vectors(config.vocabulary(), config.width()),
        new Positions.Learned(vectors(config.maximumLength(), config.width())),
        new Dropout(config.dropout()),
        Stream.generate(() -> block(config)).limit(config.layers()).toList(),
        LayerNorm.create(config.width(), config.epsilon()),
        Optional.empty(),
        config.maximumLength());
  }

  private static TransformerBlock block(GptConfig config) {
    var width = config.width();
    var ending = DEVIATION / Math.sqrt(2.0 * config.layers());
    return new TransformerBlock(
        new MultiHeadAttention(
            new AttentionConfig(width, config.heads(), config.dropout()),
            linear(width, width, DEVIATION),
            linear(width, width, DEVIATION),
            linear(width, width, DEVIATION),
            linear(width, width, ending),
            Optional.empty()),
        LayerNorm.create(width, config.epsilon()),
        new FeedForward.Plain(
            linear(width, config.innerWidth(), DEVIATION),
            linear(config.innerWidth(), width, ending),
            config.activation(),
            new Dropout(0)),
        LayerNorm.create(width, config.epsilon()),
        new Residual(NormOrder.PRE, new Dropout(config.dropout())));
  }

  private static Embedding vectors(int count, int width) {
    return new Embedding(Initialization.normal(DEVIATION, count, width), OptionalInt.empty());
  }

  private static Linear linear(int inputs, int outputs, double deviation) {
    return new Linear(
        Initialization.normal(deviation, outputs, inputs),
        Optional.of(Initialization.zeros(outputs)));
  }
}
