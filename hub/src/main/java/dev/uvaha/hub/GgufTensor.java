package dev.uvaha.hub;

import dev.uvaha.tensor.Shape;

/// Where a tensor stands in a file.
///
/// @param shape outermost first, as everywhere but in the file
/// @param offset from the beginning of all tensors, in bytes
record GgufTensor(String name, GgufType type, Shape shape, long offset) {
  /// Bytes that it takes.
  long bytes() {
    return shape.elements() / type.blockValues() * type.blockBytes();
  }
}
