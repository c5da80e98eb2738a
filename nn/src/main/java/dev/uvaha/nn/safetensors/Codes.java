package dev.uvaha.nn.safetensors;

import dev.uvaha.tensor.DataType;
import java.util.Arrays;
import java.util.Optional;

/// What the format calls each type.
final class Codes {
  static final String KNOWN = "F64, F32, F16, BF16, I64, I32, I8, U8 and BOOL";

  private Codes() {}

  static String of(DataType type) {
    return switch (type) {
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
      case BFLOAT16 -> "BF16";
      case FLOAT16 -> "F16";
      case QINT8 -> throw new IllegalArgumentException("QINT8 is not written: convert to FLOAT32");
      case INT64 -> "I64";
      case INT32 -> "I32";
      case INT8 -> "I8";
      case UINT8 -> "U8";
      case BOOL -> "BOOL";
    };
  }

  static Optional<DataType> type(String code) {
    return Arrays.stream(DataType.values())
        .filter(type -> type != DataType.QINT8 && of(type).equals(code))
        .findFirst();
  }

  /// The place of a type in a file, widest first, so that every tensor begins at a multiple of its
  /// element's size; among equals as the reference writer has it.
  static int rank(DataType type) {
    return switch (type) {
      case INT64 -> 0;
      case FLOAT64 -> 1;
      case FLOAT32 -> 2;
      case INT32 -> 3;
      case BFLOAT16 -> 4;
      case FLOAT16, QINT8 -> 5;
      case INT8 -> 6;
      case UINT8 -> 7;
      case BOOL -> 8;
    };
  }
}
