package dev.uvaha.data;

import java.util.Arrays;

/// One sentence pair as token ids, with its special tokens.
///
/// @param source `<2uk> source pieces </s>`, at least one id
/// @param target `<s> target pieces </s>`, at least two ids: the decoder reads all but the last and
///   is to predict all but the first
@SuppressWarnings(
    "ArrayRecordComponent") // ids are read-only by agreement; copies would double them
public record Example(int[] source, int[] target) {
  public Example {
    if (source.length < 1) {
      throw new IllegalArgumentException("Example: source must hold at least one id, got none");
    }
    if (target.length < 2) {
      throw new IllegalArgumentException(
          "Example: target must hold <s> and </s> at least, got " + target.length + " ids");
    }
  }

  /// How many positions the decoder reads: one fewer than the target holds.
  public int decoderLength() {
    return target.length - 1;
  }

  /// The longer of what the encoder and what the decoder reads.
  public int longestSide() {
    return Math.max(source.length, decoderLength());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Example(int[] otherSource, int[] otherTarget)
        && Arrays.equals(source, otherSource)
        && Arrays.equals(target, otherTarget);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(source) + Arrays.hashCode(target);
  }

  @Override
  public String toString() {
    return "Example[source="
        + Arrays.toString(source)
        + ", target="
        + Arrays.toString(target)
        + "]";
  }
}
