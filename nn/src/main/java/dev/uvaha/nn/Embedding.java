package dev.uvaha.nn;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import java.util.OptionalInt;

/// A vector for each token id.
///
/// @param weight `[V, D]`
/// @param padding the id whose row gets no gradient, if any
public record Embedding(Parameter weight, OptionalInt padding) implements Layer {
  /// Rows normal around 0 with the deviation `1/√width`.
  public static Embedding create(int vocabulary, int width) {
    return new Embedding(rows(vocabulary, width), OptionalInt.empty());
  }

  /// [#create] with a padding row of zeros that gets no gradient.
  public static Embedding withPadding(int vocabulary, int width, int padding) {
    var weight = rows(vocabulary, width);
    Autograd.noGradient(() -> zero(weight, padding));
    return new Embedding(weight, OptionalInt.of(padding));
  }

  public int vocabulary() {
    return (int) weight.shape().size(0);
  }

  public int width() {
    return (int) weight.shape().size(1);
  }

  /// Looks the vectors up.
  ///
  /// @param ids INT64 `[…]`, each in `[0, V)`
  /// @return `[…, D]`
  /// @throws IllegalArgumentException if the ids are not INT64 or out of range
  public Tensor forward(Tensor ids) {
    if (ids.dataType() != DataType.INT64)
      throw new IllegalArgumentException("Embedding: ids must be INT64, got " + ids);
    return padding.isPresent()
        ? Kernels.embedding(ids, weight.value(), padding.getAsInt())
        : Kernels.embedding(ids, weight.value());
  }

  @Override
  public void describe(Description description) {
    description.parameter("weight", weight);
  }

  private static Parameter rows(int vocabulary, int width) {
    return Initialization.normal(1 / Math.sqrt(width), vocabulary, width);
  }

  private static void zero(Parameter weight, int row) {
    try (var padded = weight.value().select(0, row)) {
      padded.fillInPlace(0);
    }
  }
}
