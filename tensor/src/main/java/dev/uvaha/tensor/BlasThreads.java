package dev.uvaha.tensor;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// How many threads of its own OpenBLAS takes for a float32 product
/// (docs/decisions/float32-products.md). They wait for the next one spinning, on the cores that the
/// engine's threads need: worth it for the large products of training, three times slower than one
/// thread in inference, whose products are small.
///
/// The setting is the process's, so a training beside an inference gets what was asked for last.
/// With another library than OpenBLAS nothing happens.
final class BlasThreads {
  private static final int INFERENCE = 1;

  private static final Optional<MethodHandle> SET =
      CFunctions.ofTheEngine("openblas_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT));

  /// As the user or the machine has it.
  private static final int TRAINING = now().orElse(INFERENCE);

  // Both guarded by the class.
  private static int limit = Integer.MAX_VALUE;
  private static int single; // computations that want one thread for each product

  private BlasThreads() {}

  /// From here on it takes no more than these.
  static synchronized void limit(int threads) {
    limit = threads;
    suit(true);
  }

  /// Until it is closed a product takes one thread.
  static synchronized Single single() {
    single++;
    suit(true);
    return BlasThreads::several;
  }

  private static synchronized void several() {
    single--;
    suit(true);
  }

  /// One thread, in force.
  @FunctionalInterface
  interface Single extends AutoCloseable {
    @Override
    void close();
  }

  /// For products that are recorded, or that are not; to be called once the engine is loaded.
  static synchronized void suit(boolean records) {
    var threads = records && single == 0 ? Math.min(TRAINING, limit) : INFERENCE;
    SET.ifPresent(set -> set(set, threads));
  }

  /// How many threads it takes now; empty with another library.
  static Optional<Integer> now() {
    return CFunctions.ofTheEngine("openblas_get_num_threads", FunctionDescriptor.of(JAVA_INT))
        .map(BlasThreads::count);
  }

  private static void set(MethodHandle set, int threads) {
    try {
      set.invokeExact(threads);
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }

  private static int count(MethodHandle get) {
    try {
      return (int) get.invokeExact();
    } catch (Throwable impossible) { // as above
      throw new AssertionError(impossible);
    }
  }
}
