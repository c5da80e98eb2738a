package dev.uvaha.models.vit;

/// How many patches a picture has from top to bottom and from left to right; they are counted row
/// by row.
public record PatchGrid(int rows, int columns) {
  public PatchGrid {
    if (rows < 1 || columns < 1)
      throw new IllegalArgumentException(
          "a grid has 1 or more patches each way, got rows=%d, columns=%d"
              .formatted(rows, columns));
  }

  /// L.
  public int count() {
    return Math.multiplyExact(rows, columns);
  }
}
