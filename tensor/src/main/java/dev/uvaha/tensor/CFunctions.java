package dev.uvaha.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/// Finds functions of C libraries by their names.
final class CFunctions {
  private CFunctions() {}

  /// One of the C library; empty if it has none of that name.
  static Optional<MethodHandle> ofTheSystem(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker()
        .defaultLookup()
        .find(name)
        .map(address -> handle(address, descriptor));
  }

  /// One of the engine's libraries, which must be loaded; empty if they have none of that name.
  static Optional<MethodHandle> ofTheEngine(String name, FunctionDescriptor descriptor) {
    try (var address = Loader.addressof(name)) {
      return Optional.ofNullable(address)
          .map(found -> handle(MemorySegment.ofAddress(found.address()), descriptor));
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(MemorySegment address, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(address, descriptor);
  }
}
