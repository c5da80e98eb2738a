package dev.uvaha.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Between opening and closing, matrix products on this thread run in bf16 while weights, sums and
/// losses stay in float32 (mixed precision). Close it before [Tensor#backward]: gradients follow
/// the types of the forward pass.
public final class Autocast implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final DeviceType device;
  private final boolean enabledBefore;
  private final ScalarType typeBefore;
  private final boolean cachedBefore;
  private boolean closed;

  private Autocast(DeviceType device) {
    this.device = device;
    enabledBefore = torch.is_autocast_enabled(device);
    typeBefore = torch.get_autocast_dtype(device);
    cachedBefore = torch.is_autocast_cache_enabled();
    // A forward pass casts each weight once, so that the cache of cast weights would save nothing,
    // and it would give stale ones if it were not cleared before each update.
    torch.set_autocast_cache_enabled(false);
    torch.set_autocast_dtype(device, ScalarType.BFloat16);
    torch.set_autocast_enabled(device, true);
    torch.increment_nesting();
  }

  /// Opens mixed precision for the operations of a device.
  public static Autocast bfloat16(Device device) {
    Engine.start();
    return new Autocast(typeOf(device));
  }

  /// The tensor as matrix products take it now: bf16 if it is float32 and its device is in mixed
  /// precision, otherwise as it is. What several products share is cast, and kept for the backward
  /// pass, once rather than by each.
  ///
  /// @return a new tensor over a copy or the same memory; the caller may close it in any case
  public static Tensor input(Tensor tensor) {
    var narrow =
        tensor.dataType() == DataType.FLOAT32
            && tensor.device().hasGradients()
            && isOn(tensor.device());
    return tensor.to(narrow ? DataType.BFLOAT16 : tensor.dataType());
  }

  /// Whether the operations of a device are in mixed precision on this thread.
  public static boolean isOn(Device device) {
    return torch.is_autocast_enabled(typeOf(device));
  }

  private static DeviceType typeOf(Device device) {
    return switch (device) {
      case Device.Cpu() -> DeviceType.CPU;
      case Device.Cuda(_) -> DeviceType.CUDA;
      case Device.Jvm() ->
          throw new IllegalArgumentException("the device jvm has no mixed precision");
    };
  }

  /// Ends mixed precision. Closing again does nothing.
  ///
  /// @throws IllegalStateException on another thread
  @Override
  public void close() {
    if (closed) return;
    if (Thread.currentThread() != thread)
      throw new IllegalStateException(
          "Autocast: opened on thread %s, closed on %s"
              .formatted(thread.getName(), Thread.currentThread().getName()));
    closed = true;
    torch.decrement_nesting();
    torch.set_autocast_enabled(device, enabledBefore);
    torch.set_autocast_dtype(device, typeBefore);
    torch.set_autocast_cache_enabled(cachedBefore);
  }
}
