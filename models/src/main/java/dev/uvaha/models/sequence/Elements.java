package dev.uvaha.models.sequence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What the elements of a sequence are.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Elements {
  /// O, what a model that writes them tells of the next one: one number more than an element has,
  /// for the end. Of tokens logits, of vectors the numbers and the end's logit.
  default int told() {
    return switch (this) {
      case Tokens(int vocabulary) -> Math.addExact(vocabulary, 1);
      case Vectors(int features) -> Math.addExact(features, 1);
    };
  }

  /// Token ids, INT64 `[B, T]`.
  ///
  /// @param vocabulary V: ids are 0 to V - 1
  record Tokens(int vocabulary) implements Elements {
    public Tokens {
      if (vocabulary < 1)
        throw new IllegalArgumentException("vocabulary must be 1 or more, got " + vocabulary);
    }
  }

  /// Vectors of real numbers, `[B, T, F]`.
  ///
  /// @param features F, the numbers of a vector
  record Vectors(int features) implements Elements {
    public Vectors {
      if (features < 1)
        throw new IllegalArgumentException("features must be 1 or more, got " + features);
    }
  }
}
