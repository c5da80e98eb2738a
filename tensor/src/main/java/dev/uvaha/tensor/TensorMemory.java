package dev.uvaha.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.PointerConsumer;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Tensor values as Java memory and back.
final class TensorMemory {
  private static final Map<Long, Held> HELD = new ConcurrentHashMap<>();

  private TensorMemory() {}

  /// The tensor's memory, which keeps the tensor reachable: the collector frees neither while the
  /// other is in use.
  @SuppressWarnings({"restricted", "ReachabilityFenceUsage"}) // to be run is all it is there for
  static MemorySegment segment(Tensor tensor) {
    var memory = memory(tensor);
    return memory.reinterpret(
        memory.byteSize(), Arena.ofAuto(), _ -> Reference.reachabilityFence(tensor));
  }

  /// The tensor's memory, for a caller that holds the tensor meanwhile.
  @SuppressWarnings("restricted")
  static MemorySegment memory(Tensor tensor) {
    if (!tensor.device().equals(Device.CPU))
      throw new IllegalArgumentException(
          "segment: the tensor is on " + tensor.device() + "; copy it to the CPU first");
    var handle = tensor.handle();
    if (!handle.is_contiguous())
      throw new IllegalArgumentException(
          "segment: " + tensor + " is not contiguous; call contiguous() first");
    var bytes = tensor.shape().elements() * tensor.dataType().bytes();
    if (bytes == 0) return MemorySegment.NULL;
    return MemorySegment.ofAddress(handle.data_ptr().address()).reinterpret(bytes);
  }

  static float[] floats(Tensor tensor) {
    try (var ordered = inOrder(tensor, DataType.FLOAT32)) {
      var memory = memory(ordered);
      var values = new float[Math.toIntExact(memory.byteSize() / Float.BYTES)];
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length);
      return values;
    }
  }

  static long[] longs(Tensor tensor) {
    try (var ordered = inOrder(tensor, DataType.INT64)) {
      var memory = memory(ordered);
      var values = new long[Math.toIntExact(memory.byteSize() / Long.BYTES)];
      MemorySegment.copy(memory, ValueLayout.JAVA_LONG, 0, values, 0, values.length);
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

  /// A tensor over the segment. Views of it share its memory and may outlive it, so the segment is
  /// held until the engine lets go of the last of them.
  static org.bytedeco.pytorch.Tensor over(MemorySegment segment, DataType type, long[] sizes) {
    Engine.start(); // before anything of the binding, which reads its switches once
    HELD.compute(
        segment.address(), (_, held) -> new Held(held == null ? 1 : held.count + 1, segment, held));
    try (var options = Engine.options(type, Device.CPU)) {
      return torch.from_blob(new Address(segment), sizes, Release.INSTANCE, options);
    }
  }

  /// Segments of one address, and how many tensors of the engine are over them.
  private record Held(int count, MemorySegment segment, @Nullable Held others) {}

  /// Called by the engine when nothing refers to the memory any more.
  private static final class Release extends PointerConsumer {
    static final Release INSTANCE = new Release();

    @Override
    public void call(Pointer data) {
      HELD.computeIfPresent(
          data.address(),
          (_, held) ->
              held.count == 1 ? null : new Held(held.count - 1, held.segment, held.others));
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
