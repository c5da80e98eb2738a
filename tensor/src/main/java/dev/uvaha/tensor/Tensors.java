package dev.uvaha.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// Makes tensors: from Java values, which are copied, over memory outside of Java's heap, which is
/// shared, filled, or out of others.
public final class Tensors {
  private Tensors() {}

  /// FLOAT32 on the CPU, from a copy of the values.
  public static Tensor of(float[] values, long... sizes) {
    return filled(MemorySegment.ofArray(values), values.length, DataType.FLOAT32, sizes);
  }

  /// FLOAT64 on the CPU, from a copy of the values.
  public static Tensor of(double[] values, long... sizes) {
    return filled(MemorySegment.ofArray(values), values.length, DataType.FLOAT64, sizes);
  }

  /// INT64 on the CPU, from a copy of the values.
  public static Tensor of(long[] values, long... sizes) {
    return filled(MemorySegment.ofArray(values), values.length, DataType.INT64, sizes);
  }

  /// INT64 on the CPU: token ids and other indices, from a copy of the values.
  public static Tensor indices(int[] values, long... sizes) {
    return of(Arrays.stream(values).asLongStream().toArray(), sizes);
  }

  /// [#of(float[], long...)] on a device.
  public static Tensor of(Device device, float[] values, long... sizes) {
    return device.equals(Device.JVM)
        ? Tensor.over(JvmMemory.of(values, sizes))
        : of(values, sizes).to(device);
  }

  /// [#of(long[], long...)] on a device.
  public static Tensor of(Device device, long[] values, long... sizes) {
    return device.equals(Device.JVM)
        ? Tensor.over(JvmMemory.of(values, sizes))
        : of(values, sizes).to(device);
  }

  /// [#indices(int[], long...)] on a device.
  public static Tensor indices(Device device, int[] values, long... sizes) {
    return of(device, Arrays.stream(values).asLongStream().toArray(), sizes);
  }

  /// A tensor over memory that stays the caller's: no copy, and a change on either side is seen on
  /// the other. The tensor and every view of it keep the segment reachable; closing the segment's
  /// arena first is an error of the caller.
  ///
  /// @throws IllegalArgumentException if the segment is on the Java heap or smaller than the shape
  ///   needs
  public static Tensor wrap(MemorySegment segment, DataType type, long... sizes) {
    var needed = Math.multiplyExact(Shape.of(sizes).elements(), type.bytes());
    if (!segment.isNative())
      throw new IllegalArgumentException(
          "wrap: needs memory outside the Java heap; use of(…) to copy");
    if (segment.byteSize() < needed)
      throw new IllegalArgumentException(
          "wrap: %s of shape %s needs %d bytes, the segment has %d"
              .formatted(type, Arrays.toString(sizes), needed, segment.byteSize()));
    if (needed == 0) return zeros(type, Device.CPU, sizes);
    return Tensor.adopt(TensorMemory.over(segment, type, sizes));
  }

  /// FLOAT32 zeros on the CPU.
  public static Tensor zeros(long... sizes) {
    return zeros(DataType.FLOAT32, Device.CPU, sizes);
  }

  public static Tensor zeros(DataType type, Device device, long... sizes) {
    return full(0, type, device, sizes);
  }

  public static Tensor ones(DataType type, Device device, long... sizes) {
    return full(1, type, device, sizes);
  }

  public static Tensor full(double value, DataType type, Device device, long... sizes) {
    Shape.of(sizes);
    return operations(device).full(value, type, device, sizes);
  }

  /// Memory as it is found; for filling at once.
  public static Tensor empty(DataType type, Device device, long... sizes) {
    Shape.of(sizes);
    return operations(device).empty(type, device, sizes);
  }

  /// Zeros of the same shape, type and device.
  public static Tensor zerosLike(Tensor other) {
    return zeros(other.dataType(), other.device(), other.shape().sizes());
  }

  /// INT64 `0, 1, …, end - 1`.
  public static Tensor range(long end, Device device) {
    return operations(device).range(end, device);
  }

  /// Joined along a dimension that they have.
  public static Tensor concatenate(int dimension, List<Tensor> tensors) {
    if (tensors.isEmpty()) throw new IllegalArgumentException("no tensors to join");
    return tensors.getFirst().operations().concatenate(dimension, tensors);
  }

  /// Joined along a new dimension.
  public static Tensor stack(int dimension, List<Tensor> tensors) {
    if (tensors.isEmpty()) throw new IllegalArgumentException("no tensors to join");
    return concatenate(
        dimension, tensors.stream().map(tensor -> tensor.unsqueeze(dimension)).toList());
  }

  /// `condition ? yes : no`, element by element, broadcast.
  public static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    return condition.operations().where(condition, yes, no);
  }

  /// Views of equal size along a dimension, such as Q, K and V of one projection.
  public static List<Tensor> chunks(Tensor tensor, int count, int dimension) {
    if (tensor.size(dimension) % count != 0)
      throw new IllegalArgumentException(
          "chunks: dimension %d of %s does not divide by %d"
              .formatted(dimension, tensor.shape(), count));
    var size = tensor.size(dimension) / count;
    var parts = new Tensor[count];
    for (var i = 0; i < count; i++) parts[i] = tensor.narrow(dimension, i * size, size);
    return List.of(parts);
  }

  /// Views of `size` along a dimension, the last of what remains; their gradients come back as one.
  public static List<Tensor> split(Tensor tensor, long size, int dimension) {
    if (size < 1) throw new IllegalArgumentException("split: size must be 1 or more, got " + size);
    return tensor.operations().split(tensor, size, dimension);
  }

  private static Operations operations(Device device) {
    return switch (device) {
      case Device.Cpu() -> NativeOperations.INSTANCE;
      case Device.Cuda _ -> NativeOperations.INSTANCE;
      case Device.Jvm() -> JvmOperations.INSTANCE;
    };
  }

  private static Tensor filled(MemorySegment values, int count, DataType type, long... sizes) {
    if (Shape.of(sizes).elements() != count)
      throw new IllegalArgumentException(
          "shape %s does not hold %d values".formatted(Arrays.toString(sizes), count));
    var tensor = empty(type, Device.CPU, sizes);
    TensorMemory.memory(tensor).copyFrom(values);
    return tensor;
  }
}
