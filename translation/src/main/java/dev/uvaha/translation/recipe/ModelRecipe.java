package dev.uvaha.translation.recipe;

/// The model to train; its vocabulary is the tokenizer's. In YAML, `architecture` says which it is
/// and so which keys stand beside it.
public sealed interface ModelRecipe permits TransformerRecipe, RecurrentRecipe {
  /// What there is to choose from.
  enum Architecture {
    TRANSFORMER,
    RECURRENT;

    /// A small model of it.
    ModelRecipe defaults() {
      return switch (this) {
        case TRANSFORMER -> TransformerRecipe.small();
        case RECURRENT -> RecurrentRecipe.small();
      };
    }
  }

  /// Which it is.
  default Architecture architecture() {
    return switch (this) {
      case TransformerRecipe _ -> Architecture.TRANSFORMER;
      case RecurrentRecipe _ -> Architecture.RECURRENT;
    };
  }

  /// The longest sentence it takes, in tokens.
  int maximumLength();

  /// The model of a vocabulary.
  ModelPlan<?, ?> plan(int vocabulary, int padding);
}
