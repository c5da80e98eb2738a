package dev.uvaha.hub;

import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;

/// Where one of our parameters is in a checkpoint of another naming.
///
/// @param name of their tensor
/// @param part which of their equal parts ours is, from 0
/// @param parts how many of our parameters stand below one another in theirs
record Origin(String name, Layout layout, int part, int parts) {
  /// How theirs stands to ours.
  sealed interface Layout {
    /// The same.
    record Same() implements Layout {}

    /// Theirs is `[inputs, outputs]`, and ours `[outputs, inputs]`.
    record Transposed() implements Layout {}

    /// Theirs is a matrix of one row, and ours that row.
    record Row() implements Layout {}

    /// Theirs has a dimension of 1 before those of ours.
    record Single() implements Layout {}

    /// Theirs is a convolution over squares, `[outputs, channels, side, side]`, and ours a matrix
    /// over their pixels, channels last.
    record Convolution(int channels, int side) implements Layout {}

    /// The rows of each head that turn together stand side by side in theirs, and half a head apart
    /// in ours.
    record Paired(int heads) implements Layout {}
  }

  /// The whole tensor, as it is.
  static Origin of(String name) {
    return new Origin(name, new Layout.Same(), 0, 1);
  }

  Origin as(Layout other) {
    return new Origin(name, other, part, parts);
  }

  Origin part(int which, int of) {
    return new Origin(name, layout, which, of);
  }

  /// The shape that their tensor must have for ours to have this one.
  Shape theirShape(Shape ours) {
    var sizes = ours.sizes();
    sizes[0] *= parts;
    return switch (layout) {
      case Layout.Same(), Layout.Paired(_) -> Shape.of(sizes);
      case Layout.Transposed() -> Shape.of(sizes[1], sizes[0]);
      case Layout.Row() -> Shape.of(1, sizes[0]);
      case Layout.Single() -> Shape.of(1, sizes[0], sizes[1]);
      case Layout.Convolution(var channels, var side) -> Shape.of(sizes[0], channels, side, side);
    };
  }

  /// Ours out of theirs.
  Tensor take(Tensor theirs) {
    var upright =
        switch (layout) {
          case Layout.Same() -> theirs;
          case Layout.Transposed() -> theirs.transpose(0, 1);
          case Layout.Row(), Layout.Single() -> theirs.squeeze(0);
          case Layout.Convolution _ ->
              theirs
                  .permute(0, 2, 3, 1)
                  .reshape(theirs.size(0), -1); // [outputs, pixels · channels]
          case Layout.Paired(var heads) -> turned(theirs, heads, theirs.size(0) / heads / 2, 2);
        };
    return parts == 1 ? upright : Tensors.chunks(upright, parts, 0).get(part);
  }

  /// Theirs out of all of ours that stand in it, in order: the inverse of [#take].
  Tensor give(List<Tensor> ours) {
    var upright = ours.size() == 1 ? ours.getFirst() : Tensors.concatenate(0, ours);
    return switch (layout) {
      case Layout.Same() -> upright;
      case Layout.Transposed() -> upright.transpose(0, 1);
      case Layout.Row(), Layout.Single() -> upright.unsqueeze(0);
      case Layout.Convolution(var channels, var side) ->
          upright.reshape(-1, side, side, channels).permute(0, 3, 1, 2);
      case Layout.Paired(var heads) -> turned(upright, heads, 2, upright.size(0) / heads / 2);
    };
  }

  /// The rows `[heads, first, second]` as `[heads, second, first]`.
  private static Tensor turned(Tensor rows, long heads, long first, long second) {
    return rows.reshape(heads, first, second, -1).transpose(1, 2).reshape(rows.shape().sizes());
  }
}
