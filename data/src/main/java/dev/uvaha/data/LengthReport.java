package dev.uvaha.data;

import java.util.Locale;

/// What became of a corpus's pairs under its [LengthLimits].
///
/// @param kept pairs within the limits
/// @param sourceTooLong pairs dropped with too long a source; the target may be too long as well
/// @param targetTooLong pairs dropped with too long a target alone
/// @param longestSource the longest source met, in ids, dropped ones counted
/// @param longestTarget the longest target met, in ids that the decoder reads, dropped ones counted
public record LengthReport(
    LengthLimits limits,
    long kept,
    long sourceTooLong,
    long targetTooLong,
    int longestSource,
    int longestTarget) {
  /// How many pairs were dropped.
  public long dropped() {
    return sourceTooLong + targetTooLong;
  }

  /// One line to print: how many pairs were kept and, if any were not, why.
  public String summary() {
    return dropped() == 0
        ? String.format(
            Locale.ROOT,
            "kept all %,d pairs (longest source %d, target %d tokens)",
            kept,
            longestSource,
            longestTarget)
        : String.format(
            Locale.ROOT,
            "kept %,d of %,d pairs; dropped %,d with a source over %d tokens (longest %d) and %,d more with a target over %d (longest %d)",
            kept,
            kept + dropped(),
            sourceTooLong,
            limits.source(),
            longestSource,
            targetTooLong,
            limits.target(),
            longestTarget);
  }
}
