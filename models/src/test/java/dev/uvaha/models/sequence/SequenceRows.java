package dev.uvaha.models.sequence;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;

/// Random sequences of either kind of element, and padding for them.
final class SequenceRows {
  private SequenceRows() {}

  /// One sequence, `[1, T]` or `[1, T, F]`.
  static Tensor random(Elements elements, int length) {
    return switch (elements) {
      case Elements.Tokens(int vocabulary) ->
          Randomness.uniform(0, vocabulary, Device.CPU, 1, length)
              .to(dev.uvaha.tensor.DataType.INT64);
      case Elements.Vectors(int features) ->
          Randomness.normal(0, 1, Device.CPU, 1, length, features);
    };
  }

  /// With padding behind it, of another token or of NaN, up to a width.
  static Tensor padded(Elements elements, Tensor row, int columns) {
    var missing = columns - row.size(1);
    if (missing == 0) return row;
    var padding =
        switch (elements) {
          case Elements.Tokens(int vocabulary) ->
              Tensors.zeros(row.dataType(), Device.CPU, 1, missing).fillInPlace(vocabulary - 1);
          case Elements.Vectors(int features) ->
              Tensors.zeros(1, missing, features).fillInPlace(Double.NaN);
        };
    return Tensors.concatenate(1, List.of(row, padding));
  }

  /// Rows under each other.
  static Tensor batch(Elements elements, int columns, List<Tensor> rows) {
    return Tensors.concatenate(
        0, rows.stream().map(row -> padded(elements, row, columns)).toList());
  }
}
