package dev.uvaha.translation.recipe;

import dev.uvaha.models.seq2seq.RecurrentConfig;
import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Sizes;
import dev.uvaha.models.seq2seq.RecurrentTranslator;

/// A recurrent encoder–decoder to train: RNNsearch, or one that squeezes a sentence into one
/// vector.
///
/// @param maximumLength the longest sentence it takes, in tokens
public record RecurrentRecipe(Sizes sizes, Choices choices, double dropout, int maximumLength)
    implements ModelRecipe {
  public RecurrentRecipe {
    if (maximumLength < 3)
      throw new IllegalArgumentException("maximumLength must be 3 or more, got " + maximumLength);
    RecurrentConfig.checkScore(sizes, choices.context());
  }

  /// RNNsearch with words of 256, 256 units in each direction of the encoder and 512 in the
  /// decoder: 3.8 million parameters beside the embedding.
  public static RecurrentRecipe small() {
    return new RecurrentRecipe(new Sizes(256, 256, 512, 256), Choices.rnnSearch(), 0.1, 512);
  }

  @Override
  public ModelPlan<RecurrentConfig, RecurrentTranslator> plan(int vocabulary, int padding) {
    return new ModelPlan<>(
        new RecurrentConfig(vocabulary, sizes, choices, dropout, maximumLength, padding),
        RecurrentTranslator.FOLDER);
  }
}
