package dev.uvaha.hub;

import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;

/// Where one of our parameters is in a checkpoint of another naming.
///
/// @param name of their tensor
/// @param transposed whether theirs is `[inputs, outputs]`, and ours `[outputs, inputs]`
/// @param part which of their equal parts ours is, after that, from 0
/// @param parts how many of our parameters stand below one another in theirs
record Origin(String name, boolean transposed, int part, int parts) {
  /// The whole tensor, as it is.
  static Origin of(String name) {
    return new Origin(name, false, 0, 1);
  }

  Origin transpose() {
    return new Origin(name, true, part, parts);
  }

  Origin part(int which, int of) {
    return new Origin(name, transposed, which, of);
  }

  /// The shape that their tensor must have for ours to have this one.
  Shape theirShape(Shape ours) {
    var sizes = ours.sizes();
    sizes[0] *= parts;
    return transposed ? Shape.of(sizes[1], sizes[0]) : Shape.of(sizes);
  }

  /// Ours out of theirs, a view.
  Tensor take(Tensor theirs) {
    var upright = transposed ? theirs.transpose(0, 1) : theirs;
    return parts == 1 ? upright : Tensors.chunks(upright, parts, 0).get(part);
  }
}
