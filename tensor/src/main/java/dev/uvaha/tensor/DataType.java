package dev.uvaha.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/// What one element of a tensor is.
public enum DataType {
  FLOAT32(4, ScalarType.Float),
  FLOAT64(8, ScalarType.Double),
  BFLOAT16(2, ScalarType.BFloat16),
  FLOAT16(2, ScalarType.Half),
  INT64(8, ScalarType.Long),
  INT32(4, ScalarType.Int),
  INT8(1, ScalarType.Char),
  UINT8(1, ScalarType.Byte),
  BOOL(1, ScalarType.Bool);

  private final int bytes;
  final ScalarType scalarType;

  DataType(int bytes, ScalarType scalarType) {
    this.bytes = bytes;
    this.scalarType = scalarType;
  }

  /// Bytes an element takes.
  public int bytes() {
    return bytes;
  }

  /// Whether gradients can flow through it.
  public boolean isFloating() {
    return switch (this) {
      case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> true;
      case INT64, INT32, INT8, UINT8, BOOL -> false;
    };
  }

  static DataType of(ScalarType scalarType) {
    var wanted = scalarType.intern();
    for (var type : values()) if (type.scalarType == wanted) return type;
    throw new IllegalArgumentException("no data type here for the engine's " + wanted);
  }
}
