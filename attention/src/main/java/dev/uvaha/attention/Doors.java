package dev.uvaha.attention;

import dev.uvaha.tensor.Tensor;

/// The checks of this package that compare two arguments.
final class Doors {
  private Doors() {}

  static void sameWidth(String layer, Tensor query, Tensor key) {
    if (query.size(-1) != key.size(-1))
      throw new IllegalArgumentException(
          "%s: key must be […, S, %d] as wide as the query, got %s"
              .formatted(layer, query.size(-1), key.shape()));
  }

  static void sameLength(String layer, Tensor key, Tensor value) {
    if (value.rank() != key.rank() || value.size(-2) != key.size(-2))
      throw new IllegalArgumentException(
          "%s: value must have a row for each of the %d keys %s, got %s"
              .formatted(layer, key.size(-2), key.shape(), value.shape()));
  }
}
