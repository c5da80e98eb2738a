package dev.uvaha.models.vit;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.TransformerBlock;
import dev.uvaha.nn.Check;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Transformer's encoder over the patches of a picture (Dosovitskiy et al. 2021, eq. 1 to 4):
/// `z₀ = [x_class; x₁E; …; x_L E] + E_pos`, `z'_l = MSA(LN(z_{l-1})) + z_{l-1}`, `z_l =
/// MLP(LN(z'_l)) + z'_l`, `y = LN(z)`.
///
/// Pictures of another size than it is made for are read too: see [PatchPositions].
///
/// @param projection E, from a patch's values to D
/// @param classToken `[1, D]`; empty if patches are averaged
/// @param dropout on the embeddings
/// @param norm after the last block
public record VitEncoder(
    VitEncoderConfig config,
    Linear projection,
    Optional<Parameter> classToken,
    PatchPositions positions,
    Dropout dropout,
    List<TransformerBlock> blocks,
    LayerNorm norm)
    implements Layer {
  private static final double DEVIATION = 0.02;

  public VitEncoder {
    blocks = List.copyOf(blocks);
  }

  /// An encoder with fresh parameters.
  public static VitEncoder create(VitEncoderConfig config) {
    var width = config.block().width();
    var grid = config.patches().grid();
    return new VitEncoder(
        config,
        Linear.create(Math.toIntExact(config.patches().values()), width),
        switch (config.pooling()) {
          case CLASS_TOKEN -> Optional.of(Initialization.normal(DEVIATION, 1, width));
          case MEAN -> Optional.empty();
        },
        switch (config.positions()) {
          case LEARNED -> PatchPositions.Learned.create(grid, config.classTokens(), width);
          case SINUSOIDAL -> PatchPositions.Sinusoidal.create(width, grid);
          case NONE -> new PatchPositions.None(width);
        },
        new Dropout(config.block().dropout()),
        Stream.generate(() -> block(config)).limit(config.layers()).toList(),
        LayerNorm.create(width, config.epsilon()));
  }

  private static TransformerBlock block(VitEncoderConfig config) {
    var block = config.block();
    return new TransformerBlock(
        attention(config),
        LayerNorm.create(block.width(), config.epsilon()),
        block.feedForward(),
        LayerNorm.create(block.width(), config.epsilon()),
        block.residual());
  }

  private static MultiHeadAttention attention(VitEncoderConfig config) {
    var block = config.block();
    return switch (config.biases()) {
      case ALL -> MultiHeadAttention.create(block.attention());
      case OUTPUT ->
          new MultiHeadAttention(
              block.attention(),
              unbiased(block),
              unbiased(block),
              unbiased(block),
              Linear.create(block.width(), block.width()),
              Optional.empty());
    };
  }

  private static Linear unbiased(BlockConfig block) {
    return Linear.withoutBias(block.width(), block.width());
  }

  /// What each patch and its place mean in the whole picture.
  ///
  /// @param pixels `[B, C, height, width]`
  /// @param trace takes each layer's input, what comes after the last, and the attention weights if
  ///   it records
  /// @return `[B, T, D]`, the class token first if there is one
  /// @throws IllegalArgumentException as [Patches#cut]
  public Tensor forward(Tensor pixels, Mode mode, Trace trace) {
    return encode(embed(pixels), mode, trace);
  }

  /// The patches, embedded, with their positions: what [#encode] reads, or some of it.
  ///
  /// @param pixels `[B, C, height, width]`
  /// @return `[B, L, D]`
  public Tensor embed(Tensor pixels) {
    var grid = config.patches().grid(pixels);
    var embedded = projection.forward(config.patches().cut(pixels));
    return embedded.add(positions.ofPatches(grid, pixels.device()));
  }

  /// Lets embedded patches, all of a picture or some, look at one another.
  ///
  /// @param embedded `[B, L', D]`
  /// @return `[B, T', D]`
  public Tensor encode(Tensor embedded, Mode mode, Trace trace) {
    var width = config.block().width();
    Check.shape("VitEncoder", "embedded", embedded, "[B, L, D=" + width + "]", -1, -1, width);
    var state = dropout.forward(withClassToken(embedded), mode);
    for (var block : blocks) {
      trace.record("hidden_states", state);
      state = block.forward(state, AttentionMask.none(), mode, trace, "attentions");
    }
    trace.record("hidden_states", state);
    return norm.forward(state);
  }

  private Tensor withClassToken(Tensor embedded) {
    if (classToken.isEmpty()) return embedded;
    var token = classToken.get().value().add(positions.ofClassToken(embedded.device()));
    var each = token.unsqueeze(0).expand(embedded.size(0), 1, -1);
    return Tensors.concatenate(1, List.of(each, embedded));
  }

  /// One vector for the whole picture: the class token's state, or the mean of the patches'.
  ///
  /// @param states from [#forward]
  /// @return `[B, D]`
  public Tensor pooled(Tensor states) {
    return switch (config.pooling()) {
      case CLASS_TOKEN -> states.select(1, 0);
      case MEAN -> states.mean(1);
    };
  }

  @Override
  public void describe(Description description) {
    description.layer("projection", projection);
    classToken.ifPresent(token -> description.parameter("class_token", token));
    description.layer("positions", positions).layers("blocks", blocks).layer("norm", norm);
  }
}
