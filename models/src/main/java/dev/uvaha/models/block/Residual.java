package dev.uvaha.models.block;

import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Normalization;
import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The connection around each sublayer.
///
/// @param order where the norm stands
/// @param dropout on the sublayer's output
public record Residual(NormOrder order, Dropout dropout) {
  /// Whether a sublayer's norm comes after the sum, as published, or before the sublayer, which
  /// trains more steadily (Xiong et al. 2020).
  public enum NormOrder {
    POST,
    PRE
  }

  /// POST: `norm(x + dropout(sublayer(x)))` ("Attention Is All You Need", section 3.1); PRE: `x +
  /// dropout(sublayer(norm(x)))`.
  ///
  /// @param input `[B, T, D]`
  /// @param sublayer makes a new tensor, which is freed after the sum
  /// @return `[B, T, D]`
  public Tensor around(
      Tensor input, Normalization norm, UnaryOperator<Tensor> sublayer, Mode mode) {
    return switch (order) {
      case POST -> {
        try (var asked = Autocast.input(input);
            var sum = added(input, sublayer.apply(asked), mode)) {
          yield norm.forward(sum);
        }
      }
      case PRE -> {
        try (var normalised = norm.forward(input);
            var asked = Autocast.input(normalised)) {
          yield added(input, sublayer.apply(asked), mode);
        }
      }
    };
  }

  /// Frees the sublayer's output, which nothing needs after the sum: the step's scope would keep it
  /// to the end of the step.
  private Tensor added(Tensor input, Tensor output, Mode mode) {
    try (output;
        var kept = dropout.forward(output, mode)) {
      return input.add(kept);
    }
  }
}
