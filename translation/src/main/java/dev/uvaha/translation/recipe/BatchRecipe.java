package dev.uvaha.translation.recipe;

import dev.uvaha.data.BatchLimits;
import dev.uvaha.data.LengthLimits;

/// How large batches and sentences may be.
///
/// @param tokens the most token positions of a batch's larger side, padding counted
/// @param sentences the most sentences of a batch
/// @param maximumLength the most tokens of either side of a pair; longer pairs are dropped
public record BatchRecipe(int tokens, int sentences, int maximumLength) {
  public BatchRecipe {
    new BatchLimits(tokens, sentences); // each refuses what it cannot use
    LengthLimits.both(maximumLength);
  }

  /// 4,096 tokens, 512 sentences, no pair over 128 tokens.
  public static BatchRecipe plain() {
    return new BatchRecipe(4096, 512, 128);
  }

  BatchLimits limits() {
    return new BatchLimits(tokens, sentences);
  }

  LengthLimits lengths() {
    return LengthLimits.both(maximumLength);
  }
}
