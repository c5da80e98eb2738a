package dev.uvaha.models.transformer;

import static dev.uvaha.models.block.ParameterCounts.product;
import static dev.uvaha.models.block.ParameterCounts.sum;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.ParameterCounts;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.nn.FeedForward.Activation;

/// The sizes and choices of a [Transformer].
///
/// @param vocabulary tokens, shared by source and target
/// @param layers how many encoder and decoder layers
/// @param block what each layer is made of
/// @param positions how a token knows where it stands
/// @param maximumLength the longest sequence; learned positions need it, sinusoidal ones take any
/// @param padding the token that fills up a batch
/// @param embedding what the embedding is besides a table of vectors
public record TransformerConfig(
    int vocabulary,
    Layers layers,
    BlockConfig block,
    PositionKind positions,
    int maximumLength,
    int padding,
    EmbeddingConfig embedding) {
  /// How many layers on each side.
  public record Layers(int encoder, int decoder) {
    /// Checks that there is a layer on each side.
    public Layers {
      if (encoder < 1 || decoder < 1)
        throw new IllegalArgumentException(
            "a Transformer has at least one layer on each side, got encoder=%d, decoder=%d"
                .formatted(encoder, decoder));
    }
  }

  /// Section 3.5 of the paper: fixed waves, or a learned vector for each position.
  public enum PositionKind {
    SINUSOIDAL,
    LEARNED,
    /// None: the encoder cannot tell an order of its tokens from another.
    NONE,
    /// The fixed waves with all sines before all cosines, as Marian has them.
    SINUSOIDAL_HALVES
  }

  /// How the one matrix of section 3.4 serves both ends of the model.
  ///
  /// @param scale of the vectors that go in
  /// @param logits what comes out besides the products with the vectors
  public record EmbeddingConfig(Scale scale, Logits logits) {
    /// As published.
    public static final EmbeddingConfig PUBLISHED =
        new EmbeddingConfig(Scale.ROOT_OF_WIDTH, Logits.PRODUCTS);
  }

  /// What the vectors are multiplied by before positions are added.
  public enum Scale {
    /// √D, as published.
    ROOT_OF_WIDTH,
    /// Nothing.
    ONE
  }

  /// How states become logits.
  public enum Logits {
    /// By their products with the vectors alone, as published.
    PRODUCTS,
    /// By these and a bias for each token.
    BIASED
  }

  /// With the embedding as published.
  public TransformerConfig(
      int vocabulary,
      Layers layers,
      BlockConfig block,
      PositionKind positions,
      int maximumLength,
      int padding) {
    this(vocabulary, layers, block, positions, maximumLength, padding, EmbeddingConfig.PUBLISHED);
  }

  /// Checks that the tokens exist.
  public TransformerConfig {
    if (vocabulary < 2)
      throw new IllegalArgumentException("vocabulary must be 2 or more, got " + vocabulary);
    if (padding < 0 || padding >= vocabulary)
      throw new IllegalArgumentException(
          "padding must be a token below %d, got %d".formatted(vocabulary, padding));
    if (maximumLength < 1)
      throw new IllegalArgumentException("maximumLength must be 1 or more, got " + maximumLength);
  }

  /// How many numbers training sets in a [Transformer] of these sizes; the greatest `long` if there
  /// are more. With vocabulary V, width D and inner width I:
  /// - the embedding, shared with the output: V · D
  /// - a bias of the logits, where there is one: V
  /// - learned positions: maximumLength · D; sinusoidal ones learn nothing
  /// - each encoder layer: one attention, one feed-forward network, two norms
  /// - each decoder layer: two attentions, one feed-forward network, three norms
  /// - pre-norm only: a norm after the last encoder and one after the last decoder layer
  ///
  /// where an attention has four projections with biases, 4 · (D² + D); a feed-forward network two,
  /// (D · I + I) + (I · D + D); a norm a scale and a shift, 2 · D.
  public long parameterCount() {
    var width = block.width();
    var norm = ParameterCounts.norm(width);
    var attention = ParameterCounts.attention(width);
    var feedForward = ParameterCounts.feedForward(width, block.innerWidth());
    return sum(
        product(vocabulary, width),
        embedding.logits() == Logits.BIASED ? vocabulary : 0,
        positions == PositionKind.LEARNED ? product(maximumLength, width) : 0,
        product(layers.encoder(), sum(attention, feedForward, 2 * norm)),
        product(layers.decoder(), sum(attention, attention, feedForward, 3 * norm)),
        block.normOrder() == NormOrder.PRE ? 2 * norm : 0);
  }

  /// The paper's base model: 6 + 6 layers, width 512, 8 heads, inner width 2048, dropout 0.1.
  public static TransformerConfig base(int vocabulary) {
    return published(
        vocabulary, new BlockConfig(512, 8, 2048, Activation.RELU, NormOrder.POST, 0.1));
  }

  /// The paper's big model: 6 + 6 layers, width 1024, 16 heads, inner width 4096, dropout 0.3.
  public static TransformerConfig big(int vocabulary) {
    return published(
        vocabulary, new BlockConfig(1024, 16, 4096, Activation.RELU, NormOrder.POST, 0.3));
  }

  private static TransformerConfig published(int vocabulary, BlockConfig block) {
    return new TransformerConfig(
        vocabulary, new Layers(6, 6), block, PositionKind.SINUSOIDAL, 1024, 0);
  }
}
