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
  private boolean closed;

  private Autocast(DeviceType device) {
    this.device = device;
    enabledBefore = torch.is_autocast_enabled(device);
    typeBefore = torch.get_autocast_dtype(device);
    // Its cache of cast weights cannot be cleared through this binding, so it would give stale ones
    // after the first update. The switch is the thread's own.
    torch.set_autocast_cache_enabled(false);
    torch.set_autocast_dtype(device, ScalarType.BFloat16);
    torch.set_autocast_enabled(device, true);
    torch.increment_nesting();
  }

  /// Opens mixed precision for the operations of a device.
  public static Autocast bfloat16(Device device) {
    Engine.start();
    return new Autocast(
        switch (device) {
          case Device.Cpu() -> DeviceType.CPU;
          case Device.Cuda(_) -> DeviceType.CUDA;
        });
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
  }
}
