package dev.uvaha.models.bert;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Check;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An encoder that sees every position from every other (Devlin et al. 2018, section 3): its states
/// stand for tokens in their sentence, their mean for the sentence (Reimers and Gurevych 2019), and
/// its head says which token a gap hides.
///
/// @param embedding of tokens, positions and segments
/// @param head from states to logits, through the token embedding, transposed; empty if it only
///   reads
public record Bert(
    BertConfig config, Embeddings embedding, List<TransformerBlock> blocks, Optional<Head> head)
    implements Layer {
  public Bert {
    blocks = List.copyOf(blocks);
  }

  /// A model with fresh parameters.
  public static Bert create(BertConfig config) {
    return new Bert(
        config,
        Embeddings.create(config),
        Stream.generate(() -> block(config)).limit(config.layers()).toList(),
        config.head() == BertConfig.Head.GAPS
            ? Optional.of(Head.create(config))
            : Optional.empty());
  }

  private static TransformerBlock block(BertConfig config) {
    var block = config.block();
    return new TransformerBlock(
        MultiHeadAttention.create(block.attention()),
        LayerNorm.create(block.width(), config.epsilon()),
        block.feedForward(),
        LayerNorm.create(block.width(), config.epsilon()),
        block.residual());
  }

  /// The sum of three embeddings, normalised (figure 2).
  public record Embeddings(
      Embedding tokens,
      Positions.Learned positions,
      Embedding segments,
      LayerNorm norm,
      Dropout dropout)
      implements Layer {
    static Embeddings create(BertConfig config) {
      var width = config.block().width();
      return new Embeddings(
          Embedding.create(config.vocabulary(), width),
          Positions.Learned.create(config.maximumLength(), width),
          Embedding.create(config.segments(), width),
          LayerNorm.create(width, config.epsilon()),
          new Dropout(config.block().dropout()));
    }

    Tensor forward(Tensor ids, Tensor segmentIds, Mode mode) {
      var sum = positions.addTo(tokens.forward(ids)).add(segments.forward(segmentIds));
      return dropout.forward(norm.forward(sum), mode);
    }

    @Override
    public void describe(Description description) {
      description
          .layer("tokens", tokens)
          .layer("positions", positions)
          .layer("segments", segments)
          .layer("norm", norm);
    }
  }

  /// `norm(activation(W h + b)) W_eᵀ + c`.
  ///
  /// @param bias c, `[V]`
  public record Head(Linear transform, Activation activation, LayerNorm norm, Parameter bias)
      implements Layer {
    static Head create(BertConfig config) {
      var width = config.block().width();
      return new Head(
          Linear.create(width, width),
          config.block().activation(),
          LayerNorm.create(width, config.epsilon()),
          Initialization.zeros(config.vocabulary()));
    }

    Tensor forward(Tensor states, Tensor embedding) {
      var transformed = norm.forward(activation.apply(transform.forward(states)));
      return Kernels.linear(transformed, embedding, bias.value());
    }

    @Override
    public void describe(Description description) {
      description.layer("transform", transform).layer("norm", norm).parameter("bias", bias);
    }
  }

  /// What each token means in its sentence.
  ///
  /// @param ids INT64 `[B, T]`, padded on the right
  /// @param segmentIds INT64 `[B, T]`
  /// @param lengths what is not padding, `[B]`
  /// @return `[B, T, D]`
  public Tensor encode(Tensor ids, Tensor segmentIds, int[] lengths, Mode mode, Trace trace) {
    Check.shape("Bert", "ids", ids, "[B, T]", -1, -1);
    var mask = AttentionMask.padding(lengths);
    var state = embedding.forward(ids, segmentIds, mode);
    for (var block : blocks) {
      trace.record("hidden_states", state);
      state = block.forward(state, mask, mode, trace, "attentions");
    }
    trace.record("hidden_states", state);
    return state;
  }

  /// Logits of the token at each position.
  ///
  /// @param states from [#encode]
  /// @return `[B, T, V]`
  /// @throws IllegalStateException if it has no head
  public Tensor logits(Tensor states) {
    if (head.isEmpty()) throw new IllegalStateException("this BERT has no head for gaps");
    return head.get().forward(states, embedding.tokens().weight().value());
  }

  /// A vector for each sentence: the mean of its tokens' states.
  ///
  /// @param states from [#encode]
  /// @param lengths what is not padding, `[B]`, 1 or more each
  /// @return `[B, D]`
  public static Tensor meanPooled(Tensor states, int[] lengths) {
    var rows = lengths.length;
    var ends = Tensors.indices(states.device(), lengths, rows, 1);
    var real =
        Tensors.range(states.size(1), states.device())
            .reshape(1, states.size(1))
            .lessThan(ends)
            .unsqueeze(2); // [B, T, 1]
    var counts = ends.to(DataType.FLOAT32);
    return states.where(real, 0).sum(1).divide(counts);
  }

  @Override
  public void describe(Description description) {
    description.layer("embedding", embedding).layers("blocks", blocks);
    head.ifPresent(present -> description.layer("head", present));
  }
}
