package dev.uvaha.nn.safetensors;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Shape;

/// Where one tensor stands in a file.
///
/// @param begin its first byte, counted from the end of the header
/// @param end the byte after its last
record Entry(String name, DataType type, Shape shape, long begin, long end) {
  long bytes() {
    return end - begin;
  }

  String quotedName() {
    return InvalidCheckpointException.quoted(name);
  }
}
