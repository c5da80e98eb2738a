package dev.uvaha.translation.recipe;

/// The model to train; its vocabulary is the tokenizer's. In YAML, `architecture` says which it is
/// and so which keys stand beside it.
public sealed interface ModelRecipe permits TransformerRecipe, RecurrentRecipe {
  /// The longest sentence it takes, in tokens.
  int maximumLength();

  /// The model of a vocabulary.
  ModelPlan<?, ?> plan(int vocabulary, int padding);
}
