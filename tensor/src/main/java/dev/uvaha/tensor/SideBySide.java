package dev.uvaha.tensor;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Two computations of the CPU's engine at once, each with half of its threads. An operation of a
/// small model is over before a second thread has woken up to share it; two passes through the
/// model keep two threads busy (docs/decisions/side-by-side.md).
public final class SideBySide {
  /// How many threads OpenMP gives the operations of the thread that calls it.
  private static final Optional<MethodHandle> SET_THREADS =
      CFunctions.ofTheEngine("omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));

  private static final Executor OTHERS =
      Executors.newCachedThreadPool(
          task -> Thread.ofPlatform().daemon().name("uvaha-side-by-side").unstarted(task));

  static {
    Engine.start();
  }

  private SideBySide() {}

  /// Whether there are threads for two, and a way to share them: not with MKL, which has threads of
  /// its own.
  public static boolean isPossible() {
    return SET_THREADS.isPresent() && !Engine.multipliesByMkl() && Engine.threads() > 1;
  }

  /// Computes the first on this thread and the second on another. Each draws its own random
  /// numbers, which follow from those of the calling thread; what they record and free is each
  /// thread's own.
  ///
  /// @return both results
  /// @throws IllegalStateException if it is not possible
  public static <R> List<R> compute(Supplier<R> first, Supplier<R> second) {
    if (!isPossible()) throw new IllegalStateException("SideBySide: there is one thread alone");
    var threads = Engine.threads();
    var share = threads / 2;
    var seeds = List.of(Randomness.draw(), Randomness.draw());
    try (var _ = BlasThreads.atMost(share)) {
      var other =
          CompletableFuture.supplyAsync(
              () -> limited(share, () -> Randomness.from(seeds.getLast(), second)), OTHERS);
      try {
        var mine = limited(threads - share, () -> Randomness.from(seeds.getFirst(), first));
        return List.of(mine, result(other));
      } finally {
        other.handle((_, _) -> true).join(); // before anything that it reads is freed
        setThreads(threads);
      }
    }
  }

  private static <R> R result(CompletableFuture<R> other) {
    try {
      return other.join();
    } catch (CompletionException failure) {
      switch (failure.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw failure;
      }
    }
  }

  private static <R> R limited(int threads, Supplier<R> body) {
    Engine.threads(); // has the engine set a new thread's number now, rather than after us
    setThreads(threads);
    return body.get();
  }

  private static void setThreads(int threads) {
    try {
      SET_THREADS.orElseThrow().invokeExact(threads);
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }
}
