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
import org.jspecify.annotations.Nullable;

/// Two computations of the CPU's engine at once, each with a thread of its own. An operation of a
/// small model is over before a second thread has woken up to share it; two passes through the
/// model keep two threads busy (docs/decisions/side-by-side.md).
public final class SideBySide {
  static {
    Engine.start(); // or its functions are not found
  }

  /// How many threads OpenMP gives the operations of the thread that calls it.
  private static final Optional<MethodHandle> SET_THREADS =
      CFunctions.ofTheEngine("omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));

  /// With more, each computation would have several, which was not measured.
  private static final int MOST_THREADS = 3;

  private static final Executor OTHERS =
      Executors.newCachedThreadPool(
          task -> Thread.ofPlatform().daemon().name("uvaha-side-by-side").unstarted(task));

  private SideBySide() {}

  /// Whether there are two or three threads, and a way to share them: not with MKL, which has
  /// threads of its own, nor on a virtual thread, which the settings of the engine don't follow.
  public static boolean isPossible() {
    var threads = Engine.threads();
    return SET_THREADS.isPresent()
        && !Engine.multipliesByMkl()
        && !Thread.currentThread().isVirtual()
        && threads > 1
        && threads <= MOST_THREADS;
  }

  /// Computes the first on this thread and the second on another, and waits for both. Each draws
  /// its own random numbers, which follow from those of the calling thread; what they record and
  /// free is each thread's own. If both fail, the first's failure is thrown, with the other's
  /// suppressed.
  ///
  /// @return both results
  /// @throws IllegalStateException if it is not possible
  public static <R> List<R> compute(Supplier<R> first, Supplier<R> second) {
    if (!isPossible())
      throw new IllegalStateException(
          "SideBySide: needs 2 or 3 threads, without MKL, on a platform thread");
    var threads = Engine.threads();
    var seeds = List.of(Randomness.draw(), Randomness.draw());
    try (var _ = BlasThreads.single()) {
      var other =
          CompletableFuture.supplyAsync(
              () -> alone(() -> Randomness.from(seeds.getLast(), second)), OTHERS);
      try {
        var mine = alone(() -> Randomness.from(seeds.getFirst(), first));
        return List.of(mine, result(other));
      } catch (RuntimeException | Error failure) {
        other.handle((_, another) -> note(failure, another)).join();
        throw failure;
      } finally {
        setThreads(threads);
      }
    }
  }

  private static <R> R alone(Supplier<R> body) {
    Engine.threads(); // has the engine set a new thread's number now, rather than after us
    setThreads(1);
    return body.get();
  }

  private static boolean note(Throwable failure, @Nullable Throwable another) {
    if (another instanceof CompletionException wrapped && !failure.equals(wrapped.getCause()))
      failure.addSuppressed(wrapped.getCause());
    return true;
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

  private static void setThreads(int threads) {
    try {
      SET_THREADS.orElseThrow().invokeExact(threads);
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }
}
