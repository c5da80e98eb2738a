package dev.uvaha.benchmarks;

import dev.uvaha.tensor.DataType;
import dev.uvaha.training.Precision;

/// Types by the names that PyTorch gives them.
public final class DataTypes {
  private DataTypes() {}

  /// How a training computes in a type.
  static Precision precision(String name) {
    return switch (name) {
      case "bfloat16" -> Precision.BFLOAT16_MIXED;
      case "float32" -> Precision.FLOAT32;
      default ->
          throw new IllegalArgumentException("dtype must be bfloat16 or float32, got " + name);
    };
  }

  /// A type.
  public static DataType named(String name) {
    return switch (name) {
      case "float32" -> DataType.FLOAT32;
      case "bfloat16" -> DataType.BFLOAT16;
      case "float16" -> DataType.FLOAT16;
      case "qint8" -> DataType.QINT8;
      default ->
          throw new IllegalArgumentException(
              "dtype must be float32, bfloat16, float16 or qint8, got " + name);
    };
  }
}
