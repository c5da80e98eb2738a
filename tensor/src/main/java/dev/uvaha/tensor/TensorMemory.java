package dev.uvaha.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Pointer;

/// Tensor values as Java memory and back.
final class TensorMemory {
  private TensorMemory() {}

  @SuppressWarnings("restricted")
  static MemorySegment segment(Tensor tensor) {
    var handle = tensor.handle();
    if (!tensor.device().equals(Device.CPU))
      throw new IllegalArgumentException(
          "segment: the tensor is on " + tensor.device() + "; copy it to the CPU first");
    if (!handle.is_contiguous())
      throw new IllegalArgumentException(
          "segment: " + tensor + " is not contiguous; call contiguous() first");
    var bytes = tensor.shape().elements() * tensor.dataType().bytes();
    return MemorySegment.ofAddress(handle.data_ptr().address()).reinterpret(bytes);
  }

  static float[] floats(Tensor tensor) {
    try (var ordered = inOrder(tensor, DataType.FLOAT32)) {
      var segment = segment(ordered);
      var values = new float[Math.toIntExact(segment.byteSize() / Float.BYTES)];
      MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length);
      return values;
    }
  }

  static long[] longs(Tensor tensor) {
    try (var ordered = inOrder(tensor, DataType.INT64)) {
      var segment = segment(ordered);
      var values = new long[Math.toIntExact(segment.byteSize() / Long.BYTES)];
      MemorySegment.copy(segment, ValueLayout.JAVA_LONG, 0, values, 0, values.length);
      return values;
    }
  }

  private static Tensor inOrder(Tensor tensor, DataType type) {
    try (var detached = tensor.detach();
        var here = detached.to(Device.CPU);
        var typed = here.to(type)) {
      return typed.contiguous();
    }
  }

  /// An address that the engine may read and nobody frees through it.
  static final class Address extends Pointer {
    Address(MemorySegment segment) {
      super((Pointer) null);
      address = segment.address();
      limit = capacity = segment.byteSize();
    }
  }
}
