package dev.uvaha.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Frees every tensor that its thread makes between opening and closing; one encloses each training
/// step.
///
/// ```java
/// try (var scope = TensorScope.open()) {
///   var loss = model.loss(batch);
///   loss.backward();
///   optimizer.step();
///   return loss.item();
/// }
/// ```
///
/// Scopes nest. [#keep] hands a tensor to the scope outside, or to the garbage collector if there
/// is none. A scope belongs to the thread that opened it.
public final class TensorScope implements AutoCloseable {
  private static final ThreadLocal<@Nullable TensorScope> INNERMOST = new ThreadLocal<>();

  private final @Nullable TensorScope outer;
  private final Thread thread = Thread.currentThread();
  private final List<@Nullable Tensor> tensors = new ArrayList<>();
  private boolean closed;

  private TensorScope(@Nullable TensorScope outer) {
    this.outer = outer;
  }

  /// Opens a scope inside this thread's innermost.
  public static TensorScope open() {
    var scope = new TensorScope(INNERMOST.get());
    INNERMOST.set(scope);
    return scope;
  }

  /// Moves a tensor of this scope to the one outside, or to the garbage collector's care if there
  /// is none. Does nothing for a tensor that this scope does not hold.
  ///
  /// @return the tensor
  public Tensor keep(Tensor tensor) {
    checkThread();
    if (tensor.scope() == this) {
      tensors.set(tensor.slot(), null);
      adopt(tensor, outer);
    }
    return tensor;
  }

  /// Tensors that closing would free now.
  public int size() {
    var count = 0;
    for (var tensor : tensors) if (tensor != null) count++;
    return count;
  }

  /// Frees what the scope holds, the last first. Closing again does nothing.
  ///
  /// @throws IllegalStateException on another thread, or before the scopes inside it are closed
  @Override
  public void close() {
    if (closed) return;
    checkThread();
    if (INNERMOST.get() != this)
      throw new IllegalStateException("TensorScope: close the scopes opened inside this one first");
    closed = true;
    if (outer == null) INNERMOST.remove();
    else INNERMOST.set(outer);
    for (var i = tensors.size() - 1; i >= 0; i--) {
      var tensor = tensors.get(i);
      if (tensor != null) tensor.free();
    }
    tensors.clear();
  }

  /// Gives a new tensor its owner: this thread's innermost scope, or the garbage collector.
  static void adopt(Tensor tensor) {
    adopt(tensor, INNERMOST.get());
  }

  /// Forgets a tensor that was closed by hand.
  void forget(Tensor tensor) {
    if (!closed) tensors.set(tensor.slot(), null);
  }

  private static void adopt(Tensor tensor, @Nullable TensorScope scope) {
    if (scope == null) {
      tensor.ownedByCollector();
    } else {
      tensor.ownedBy(scope, scope.tensors.size());
      scope.tensors.add(tensor);
    }
  }

  private void checkThread() {
    if (Thread.currentThread() != thread)
      throw new IllegalStateException(
          "TensorScope: opened on thread "
              + thread.getName()
              + ", used on "
              + Thread.currentThread().getName());
  }
}
