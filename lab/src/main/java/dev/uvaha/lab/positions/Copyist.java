package dev.uvaha.lab.positions;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.Residual;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.FeedForward;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A small Transformer encoder that names a token for each position ("Attention Is All You Need",
/// section 3.1, with the norms before the sublayers). Embeddings are not multiplied by √D, so that
/// learned positions start as large as they are.
///
/// @param positions what is added to the embeddings, if anything
record Copyist(
    Embedding embedding,
    Optional<Positions.Added> positions,
    List<TransformerBlock> layers,
    LayerNorm norm,
    Linear output)
    implements Layer {
  private static final int HEADS = 4;
  private static final int INNER = 4; // of the feed-forward network, times D, as published

  static Copyist create(PositionKind kind, int vocabulary, PositionsSize size) {
    var width = size.width();
    return new Copyist(
        Embedding.create(vocabulary, width),
        kind.added(width, size.longer()),
        Stream.generate(() -> layer(kind, width)).limit(size.layers()).toList(),
        LayerNorm.create(width),
        Linear.create(width, vocabulary));
  }

  private static TransformerBlock layer(PositionKind kind, int width) {
    var config = new AttentionConfig(width, HEADS, 0);
    var rotary = kind.rotary(config.headWidth());
    return new TransformerBlock(
        rotary.isPresent()
            ? MultiHeadAttention.create(config, rotary.get())
            : MultiHeadAttention.create(config),
        LayerNorm.create(width),
        FeedForward.Plain.create(width, INNER * width, Activation.RELU, 0),
        LayerNorm.create(width),
        new Residual(NormOrder.PRE, new Dropout(0)));
  }

  /// Logits of tokens: `[B, T] → [B, T, V]`.
  Tensor forward(Tensor ids, Mode mode) {
    var embedded = embedding.forward(ids); // [B, T, D]
    var state = positions.map(added -> added.addTo(embedded)).orElse(embedded);
    for (var layer : layers)
      state = layer.forward(state, AttentionMask.none(), mode, Trace.none(), "attentions");
    return output.forward(norm.forward(state));
  }

  @Override
  public void describe(Description description) {
    description.layer("embedding", embedding);
    positions.ifPresent(added -> description.layer("positions", added));
    description.layers("layers", layers).layer("norm", norm).layer("output", output);
  }
}
