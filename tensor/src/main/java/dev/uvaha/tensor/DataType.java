package dev.uvaha.tensor;

/// What one element of a tensor is.
public enum DataType {
  FLOAT32(4),
  FLOAT64(8),
  BFLOAT16(2),
  FLOAT16(2),
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

  /// Whether gradients can flow through it.
  public boolean isFloating() {
    return switch (this) {
      case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> true;
      case INT64, INT32, INT8, UINT8, BOOL -> false;
    };
  }
}
