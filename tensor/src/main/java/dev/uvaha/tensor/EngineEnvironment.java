package dev.uvaha.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/// What the engine's libraries read from the environment when they are loaded. What the user has
/// set stays.
final class EngineEnvironment {
  /// Of how many shapes a kernel is kept; one step of a model asks for some 50. oneDNN compiles one
  /// for each shape of a bf16 product, and by itself keeps the latest 1,024, twice: gigabytes in a
  /// training whose batches differ in length (docs/decisions/native-heap.md).
  private static final String KERNELS = "128";

  /// How often a thread of OpenMP looks for work before it sleeps: a few microseconds. Waking costs
  /// more than that, and threads that look for longer take the time of those they wait for
  /// (docs/decisions/native-heap.md).
  private static final String SPINS = "1000";

  private static final Map<String, String> VARIABLES =
      Map.of(
          "ONEDNN_PRIMITIVE_CACHE_CAPACITY", KERNELS,
          "LRU_CACHE_CAPACITY", KERNELS,
          "OMP_WAIT_POLICY", "passive",
          "GOMP_SPINCOUNT", SPINS,
          // MKL, if it is there, is to use the threads that libtorch uses, not a second team.
          "MKL_THREADING_LAYER", "GNU");
  private static final int KEEP_WHAT_IS_SET = 0;

  private EngineEnvironment() {}

  /// Sets it for this process, where the C library has `setenv`; to be called before the engine is
  /// loaded.
  static void set() {
    CFunctions.ofTheSystem("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
        .ifPresent(setenv -> VARIABLES.forEach((name, value) -> set(setenv, name, value)));
  }

  private static void set(MethodHandle setenv, String name, String value) {
    try (var arena = Arena.ofConfined()) {
      var _ =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom(name), arena.allocateFrom(value), KEEP_WHAT_IS_SET);
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }
}
