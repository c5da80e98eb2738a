package dev.uvaha.data;

/// How long an example may be, in token ids, special tokens counted.
///
/// @param source the most ids the encoder reads of a sentence, at least 3: language, a piece, end
/// @param target the most ids the decoder reads of a sentence, at least 2: begin, a piece
public record LengthLimits(int source, int target) {
  public LengthLimits {
    if (source < 3 || target < 2) {
      throw new IllegalArgumentException(
          "LengthLimits: source must be at least 3 and target at least 2, got source=%d, target=%d"
              .formatted(source, target));
    }
  }

  /// The same limit for both sides.
  public static LengthLimits both(int ids) {
    return new LengthLimits(ids, ids);
  }

  boolean allowSource(Example example) {
    return example.source().length <= source;
  }

  boolean allowTarget(Example example) {
    return example.decoderLength() <= target;
  }
}
