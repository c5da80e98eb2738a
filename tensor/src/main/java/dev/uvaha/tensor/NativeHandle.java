package dev.uvaha.tensor;

/// The part of a tensor that must be freed, apart from the tensor itself so that the garbage
/// collector can take that and then free this.
final class NativeHandle implements Runnable {
  private final org.bytedeco.pytorch.Tensor pointer;
  private final String site;
  private volatile boolean closed;

  NativeHandle(org.bytedeco.pytorch.Tensor pointer, String site) {
    this.pointer = pointer;
    this.site = site;
  }

  boolean isClosed() {
    return closed;
  }

  /// @throws IllegalStateException once it is freed
  org.bytedeco.pytorch.Tensor pointer() {
    if (closed) throw new IllegalStateException("this tensor is closed: its TensorScope has ended");
    return pointer;
  }

  /// Frees the engine's tensor. Running again does nothing.
  @Override
  public synchronized void run() {
    if (closed) return;
    closed = true;
    pointer.deallocate();
    LiveTensors.closed(site);
  }
}
