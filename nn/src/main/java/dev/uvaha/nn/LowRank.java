package dev.uvaha.nn;

import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;

/// A small change of a large matrix: `scale · B A x` beside `W x` (Hu et al. 2021, LoRA). B begins
/// at zero, so that a fresh one changes nothing.
///
/// @param down A, `[rank, inputs]`
/// @param up B, `[outputs, rank]`
/// @param scale α / rank
public record LowRank(Parameter down, Parameter up, double scale) implements Layer {
  private static final double DEVIATION = 0.02;

  /// Checks that the two fit.
  public LowRank {
    if (down.shape().rank() != 2
        || up.shape().rank() != 2
        || down.shape().size(0) != up.shape().size(1))
      throw new IllegalArgumentException(
          "LowRank: down must be [rank, inputs] and up [outputs, rank], got %s and %s"
              .formatted(down.shape(), up.shape()));
  }

  /// A change that is none yet.
  ///
  /// @param alpha α: how strongly it counts
  public static LowRank create(int inputs, int outputs, int rank, double alpha) {
    if (rank < 1)
      throw new IllegalArgumentException("LowRank: rank must be 1 or more, got " + rank);
    return new LowRank(
        Initialization.normal(DEVIATION, rank, inputs),
        Initialization.zeros(outputs, rank),
        alpha / rank);
  }

  /// What is added to the map's output.
  ///
  /// @param input `[…, inputs]`
  /// @return `[…, outputs]`
  public Tensor forward(Tensor input) {
    return Kernels.linear(Kernels.linear(input, down.value()), up.value()).multiply(scale);
  }

  /// The change as one matrix, `[outputs, inputs]`.
  Tensor product() {
    return up.value().matmul(down.value()).multiply(scale);
  }

  @Override
  public void describe(Description description) {
    description.parameter("down", down).parameter("up", up);
  }
}
