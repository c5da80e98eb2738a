package dev.uvaha.tensor.jvm;

/// Shares the product of one row among threads by its inner dimension: each part reads whole rows
/// of the right side, one after another, and has sums of its own, added at the end. A vector loop
/// earns its start and end only over long runs: a quarter of 768 columns, as [Strips] would give,
/// goes at a third of the speed of all 768.
///
/// The parts do not depend on how many threads there are, so neither do the sums.
final class InnerParts {
  /// Columns from which a strip of them is long enough.
  private static final int WIDE = 16_384;

  /// Rows of a part.
  private static final int ROWS = 192;

  private InnerParts() {}

  interface Part {
    /// Adds to the sums what the rows `[from, to)` of the right side give.
    void add(int from, int to, float[] sums);
  }

  static boolean suit(int inner, int columns) {
    return columns < WIDE && (long) inner * columns >= Strips.WORTH_SHARING;
  }

  /// Adds `[1, inner] × [inner, columns]` to results from `start` on.
  static void add(int inner, int columns, float[] results, int start, Part part) {
    var sums = new float[Math.ceilDiv(inner, ROWS)][columns];
    Team.shared()
        .share(sums.length, i -> part.add(i * ROWS, Math.min(inner, (i + 1) * ROWS), sums[i]));
    for (var some : sums) for (var j = 0; j < columns; j++) results[start + j] += some[j];
  }
}
