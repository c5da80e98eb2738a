package dev.uvaha.vision;

import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import java.nio.file.Path;

/// What a Vision Transformer begins as.
///
/// @param from the run or folder of an encoder to begin from, which has its own sizes; `none` for
///   fresh weights
/// @param patch pixels of a patch's side, by which the pictures' must divide
public record VitRecipe(
    String from,
    int patch,
    int layers,
    int heads,
    int width,
    PositionKind positions,
    Pooling pooling,
    double dropout) {
  private static final String NONE = "none";

  public VitRecipe {
    new EncoderRecipe(patch, layers, width, heads, positions, pooling, dropout); // refuses likewise
  }

  /// Patches of 4, 6 layers of width 128: 1.2 million parameters.
  static VitRecipe small() {
    return new VitRecipe(NONE, 4, 6, 4, 128, PositionKind.LEARNED, Pooling.CLASS_TOKEN, 0);
  }

  /// Whether its weights are drawn anew.
  boolean isFresh() {
    return from.equals(NONE);
  }

  /// The encoder, fresh, for square pictures.
  ///
  /// @throws IllegalArgumentException if the size does not divide by the patch
  VitEncoderConfig encoder(int size, int channels) {
    return new EncoderRecipe(patch, layers, width, heads, positions, pooling, dropout)
        .config(size, channels);
  }

  /// With the sizes that an encoder has.
  VitRecipe like(VitEncoderConfig encoder) {
    var block = encoder.block();
    return new VitRecipe(
        from,
        encoder.patches().patchSize(),
        encoder.layers(),
        block.heads(),
        block.width(),
        encoder.positions(),
        encoder.pooling(),
        block.dropout());
  }

  /// With a full path.
  VitRecipe absolute() {
    if (isFresh()) return this;
    var full = Path.of(from).toAbsolutePath().normalize().toString();
    return new VitRecipe(full, patch, layers, heads, width, positions, pooling, dropout);
  }
}
