package dev.uvaha.images;

/// How large a picture may be; what is larger is refused before its pixels are decoded.
///
/// @param pixels width times height
/// @param bytes of the file
public record PictureLimits(long pixels, long bytes) {
  /// 64 million pixels, such as 8,000 × 8,000, in 256 MiB.
  public static final PictureLimits DEFAULT = new PictureLimits(64_000_000, 256L << 20);

  private static final long MOST_PIXELS =
      Integer.MAX_VALUE / 4; // that an array of samples can hold

  public PictureLimits {
    if (pixels < 1 || pixels > MOST_PIXELS || bytes < 1 || bytes > Integer.MAX_VALUE - 8)
      throw new IllegalArgumentException(
          "PictureLimits: expected 1 to %d pixels and 1 to %d bytes, got pixels=%d, bytes=%d"
              .formatted(MOST_PIXELS, Integer.MAX_VALUE - 8, pixels, bytes));
  }
}
