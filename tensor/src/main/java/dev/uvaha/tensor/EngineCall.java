package dev.uvaha.tensor;

import java.lang.ref.Reference;
import java.util.function.Supplier;

/// One operation of the engine. To refuse it does not start the engine.
final class EngineCall {
  private EngineCall() {}

  /// Runs an operation over tensors, which stay open until it has ended; its exception comes back
  /// as one line that names the operation and every shape.
  static <R> R run(String operation, Supplier<R> body, Tensor... tensors) {
    return run(() -> operation, body, tensors);
  }

  /// [#run(String, Supplier, Tensor...)] with a name that is made only if it is needed.
  static <R> R run(Supplier<String> operation, Supplier<R> body, Tensor... tensors) {
    for (var tensor : tensors) if (tensor.isOnJvm()) throw Refusal.onJvm(operation.get(), tensors);
    Autograd.tellEngine();
    try {
      return body.get();
    } catch (RuntimeException failure) {
      throw Refusal.of(operation.get(), failure, tensors);
    } finally {
      Reference.reachabilityFence(tensors); // or the collector could free one that is being read
    }
  }
}
