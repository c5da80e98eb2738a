package dev.uvaha.tensor;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.util.OptionalLong;

/// Tells the C library to keep the memory of freed tensors for the next ones
/// (docs/decisions/native-heap.md). By itself it returns large buffers to the system and gets them
/// back page by page, in every step anew.
///
/// Where there is no glibc nothing happens, nor with `-Duvaha.tensor.keepMemory=false`.
final class NativeHeap {
  private static final String SWITCH = "uvaha.tensor.keepMemory";

  // From malloc.h, where an option is a number.
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;

  /// The size of one heap of a thread's arena. With this much spare at the end, glibc never unmaps
  /// an empty one.
  private static final int ARENA_HEAP = 64 << 20;

  /// From malloc.h: ten numbers, of which two count the bytes that are in use.
  private static final StructLayout MALLINFO =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(10, JAVA_LONG).withName("numbers"));

  private static final long MAPPED = 4; // hblkhd: in blocks of their own
  private static final long ALLOCATED = 7; // uordblks: in heaps

  private NativeHeap() {}

  /// Bytes that are in use now, of the whole process; empty where the C library doesn't say: glibc
  /// does from 2.33 on.
  static OptionalLong bytesInUse() {
    var function = CFunctions.ofTheSystem("mallinfo2", FunctionDescriptor.of(MALLINFO));
    if (function.isEmpty()) return OptionalLong.empty();
    try (var arena = Arena.ofConfined()) {
      var numbers = (MemorySegment) function.get().invokeExact((SegmentAllocator) arena);
      return OptionalLong.of(
          numbers.getAtIndex(JAVA_LONG, MAPPED) + numbers.getAtIndex(JAVA_LONG, ALLOCATED));
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }

  /// Sets it for this process; to be called before the engine asks for memory.
  ///
  /// @return whether freed memory is kept from now on
  static boolean keepFreedMemory() {
    if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) return false;
    var function =
        CFunctions.ofTheSystem("mallopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    if (function.isEmpty()) return false;
    var mallopt = function.get();
    try {
      return (int) mallopt.invokeExact(M_MMAP_MAX, 0) == 1
          && (int) mallopt.invokeExact(M_TRIM_THRESHOLD, Integer.MAX_VALUE) == 1
          && (int) mallopt.invokeExact(M_TOP_PAD, ARENA_HEAP) == 1;
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }
}
