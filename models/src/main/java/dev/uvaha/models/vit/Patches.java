package dev.uvaha.models.vit;

import dev.uvaha.models.block.ParameterCounts;
import dev.uvaha.nn.Check;
import dev.uvaha.tensor.Tensor;

/// Cuts pictures into patches that do not overlap, and joins them again (Dosovitskiy et al. 2021,
/// section 3.1).
///
/// @param imageSize height and width of the pictures that a model is made for
/// @param patchSize P; both sides of a picture must divide by it
/// @param channels C
public record Patches(int imageSize, int patchSize, int channels) {
  public Patches {
    if (patchSize < 1 || channels < 1)
      throw new IllegalArgumentException(
          "sizes must be 1 or more, got patchSize=%d, channels=%d".formatted(patchSize, channels));
    if (imageSize < patchSize || imageSize % patchSize != 0)
      throw new IllegalArgumentException(
          "imageSize must divide by patchSize, got imageSize=%d, patchSize=%d"
              .formatted(imageSize, patchSize));
  }

  /// Of the pictures that a model is made for.
  public PatchGrid grid() {
    return new PatchGrid(imageSize / patchSize, imageSize / patchSize);
  }

  /// Of other pictures.
  ///
  /// @param pixels `[B, C, height, width]`
  /// @throws IllegalArgumentException if it is no such batch, or a side does not divide by P
  public PatchGrid grid(Tensor pixels) {
    Check.shape(
        "Patches", "pixels", pixels, "[B, C=%d, H, W]".formatted(channels), -1, channels, -1, -1);
    var height = pixels.size(2);
    var width = pixels.size(3);
    if (height < 1 || width < 1 || height % patchSize != 0 || width % patchSize != 0)
      throw new IllegalArgumentException(
          "Patches: height and width must divide by patchSize=%d, got %d by %d"
              .formatted(patchSize, height, width));
    return new PatchGrid((int) (height / patchSize), (int) (width / patchSize));
  }

  /// How many values a patch has, `P·P·C`; the greatest `long` if there are more.
  public long values() {
    return ParameterCounts.product(patchSize, patchSize, channels);
  }

  /// A picture as a sequence: patches row by row, and so the pixels of each, channels last.
  ///
  /// @param pixels `[B, C, height, width]`
  /// @return `[B, L, P·P·C]`
  /// @throws IllegalArgumentException as [#grid(Tensor)]
  public Tensor cut(Tensor pixels) {
    var grid = grid(pixels);
    return pixels
        .reshape(-1, channels, grid.rows(), patchSize, grid.columns(), patchSize)
        .permute(0, 2, 4, 3, 5, 1) // [B, rows, columns, P, P, C]
        .reshape(-1, grid.count(), values());
  }

  /// The inverse of [#cut].
  ///
  /// @param patches `[B, L, P·P·C]`
  /// @return `[B, C, height, width]`
  /// @throws IllegalArgumentException if the patches are not the grid's
  public Tensor join(Tensor patches, PatchGrid grid) {
    Check.shape(
        "Patches",
        "patches",
        patches,
        "[B, L=%d, P·P·C=%d]".formatted(grid.count(), values()),
        -1,
        grid.count(),
        values());
    return patches
        .reshape(-1, grid.rows(), grid.columns(), patchSize, patchSize, channels)
        .permute(0, 5, 1, 3, 2, 4) // [B, C, rows, P, columns, P]
        .reshape(-1, channels, (long) grid.rows() * patchSize, (long) grid.columns() * patchSize);
  }
}
