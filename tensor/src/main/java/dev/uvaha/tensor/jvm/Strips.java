package dev.uvaha.tensor.jvm;

import java.util.stream.IntStream;

/// Shares the columns of a product among threads, where that is worth it.
final class Strips {
  /// Multiplications below which one thread is done before another has woken up, or nearly.
  private static final long WORTH_SHARING = 1 << 22;

  /// Columns of one strip where there are several rows: its part of a weight stays in the cache
  /// from one row to the next. A single row comes back to nothing, and reads the memory faster in
  /// order.
  private static final int WIDEST = 512;

  private static final int THREADS = threads();

  private Strips() {}

  interface Strip {
    void compute(int from, int to);
  }

  /// Computes the columns of `[rows, inner] × [inner, columns]`.
  static void each(int rows, int inner, int columns, Strip strip) {
    var shared = THREADS > 1 && (long) rows * inner * columns >= WORTH_SHARING;
    var share = shared ? Math.ceilDiv(Math.ceilDiv(columns, THREADS), 16) * 16 : columns;
    var width = rows == 1 ? share : Math.min(WIDEST, share);
    var strips = Math.ceilDiv(columns, Math.max(1, width));
    if (strips == 1) {
      strip.compute(0, columns);
      return;
    }
    var numbers = IntStream.range(0, strips);
    (shared ? numbers.parallel() : numbers)
        .forEach(i -> strip.compute(i * width, Math.min(columns, (i + 1) * width)));
  }

  /// As many as the other engine uses.
  private static int threads() {
    var wanted = System.getenv("OMP_NUM_THREADS");
    var processors = Runtime.getRuntime().availableProcessors();
    return wanted != null && wanted.matches("\\d{1,4}")
        ? Math.min(Integer.parseInt(wanted), processors)
        : processors;
  }
}
