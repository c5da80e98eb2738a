package dev.uvaha.tensor;

/// What one element of a tensor is.
public enum DataType {
  FLOAT32(4),
  FLOAT64(8),
  BFLOAT16(2),
  FLOAT16(2),
  /// 8-bit integers times a scale for each row: a matrix of weights on `jvm`, made of another by
  /// converting it.
  QINT8(1),
  INT64(8),
  INT32(4),
  INT8(1),
  UINT8(1),
  BOOL(1);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes an element takes.
  public int bytes() {
    return bytes;
  }

  /// Whether it stands for real numbers.
  public boolean isFloating() {
    return switch (this) {
      case FLOAT32, FLOAT64, BFLOAT16, FLOAT16, QINT8 -> true;
      case INT64, INT32, INT8, UINT8, BOOL -> false;
    };
  }
}
