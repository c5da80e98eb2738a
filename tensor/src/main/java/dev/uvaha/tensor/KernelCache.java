package dev.uvaha.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Bounds what the engine remembers of shapes (docs/decisions/native-heap.md). oneDNN compiles a
/// kernel for each shape of a bf16 product, and by itself keeps the latest 1,024, twice: 2 GB and
/// more in a training whose batches differ in length.
///
/// The bounds are environment variables of the engine's libraries; the user's own ones stay.
final class KernelCache {
  /// More than one step of a model asks for: some 50 shapes.
  private static final String KERNELS = "128";

  private static final String[] VARIABLES = {
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"
  };
  private static final int KEEP_WHAT_IS_SET = 0;

  private KernelCache() {}

  /// Sets the bounds for this process, where the C library has `setenv`; to be called before the
  /// engine is loaded.
  @SuppressWarnings("restricted")
  static void bound() {
    var linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("setenv")
        .ifPresent(function ->
            set(
                linker.downcallHandle(
                    function, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))));
  }

  private static void set(MethodHandle setenv) {
    try (var arena = Arena.ofConfined()) {
      for (var variable : VARIABLES)
        set(setenv, arena.allocateFrom(variable), arena.allocateFrom(KERNELS));
    }
  }

  private static void set(MethodHandle setenv, MemorySegment variable, MemorySegment value) {
    try {
      var _ = (int) setenv.invokeExact(variable, value, KEEP_WHAT_IS_SET);
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }
}
