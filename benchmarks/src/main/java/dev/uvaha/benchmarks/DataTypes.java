package dev.uvaha.benchmarks;

import dev.uvaha.tensor.DataType;

/// Types by the names that PyTorch gives them.
final class DataTypes {
  private DataTypes() {}

  static DataType named(String name) {
    return switch (name) {
      case "float32" -> DataType.FLOAT32;
      case "bfloat16" -> DataType.BFLOAT16;
      case "float16" -> DataType.FLOAT16;
      default ->
          throw new IllegalArgumentException(
              "dtype must be float32, bfloat16 or float16, got " + name);
    };
  }
}
