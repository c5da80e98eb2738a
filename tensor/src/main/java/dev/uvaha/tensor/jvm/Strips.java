package dev.uvaha.tensor.jvm;

/// Shares the columns of a product among threads, where that is worth it.
final class Strips {
  /// Multiplications below which one thread is done sooner than it has told another.
  static final long WORTH_SHARING = 1 << 19;

  /// Strips for each thread where a product is shared, so that one that comes late does fewer.
  private static final int SHARES = 2;

  /// Columns of one strip where there are several rows: its part of a weight stays in the cache
  /// from one row to the next. A single row comes back to nothing, and reads the memory faster in
  /// order.
  private static final int WIDEST = 512;

  private Strips() {}

  interface Strip {
    void compute(int from, int to);
  }

  /// Computes the columns of `[rows, inner] × [inner, columns]`.
  static void each(int rows, int inner, int columns, Strip strip) {
    var shared = Team.size() > 1 && (long) rows * inner * columns >= WORTH_SHARING;
    var shares = SHARES * Team.size();
    var share = shared ? Math.ceilDiv(Math.ceilDiv(columns, shares), 16) * 16 : columns;
    var width = rows == 1 ? share : Math.min(WIDEST, share);
    var strips = Math.ceilDiv(columns, Math.max(1, width));
    if (strips == 1) {
      strip.compute(0, columns);
      return;
    }
    if (shared) Team.shared().share(strips, i -> compute(strip, i, width, columns));
    else for (var i = 0; i < strips; i++) compute(strip, i, width, columns);
  }

  private static void compute(Strip strip, int number, int width, int columns) {
    strip.compute(number * width, Math.min(columns, (number + 1) * width));
  }
}
