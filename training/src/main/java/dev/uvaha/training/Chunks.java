package dev.uvaha.training;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Engine;
import dev.uvaha.tensor.Tensor;
import java.util.stream.IntStream;

/// Cuts tensors into pieces of fixed size for the threads. The pieces do not depend on the number
/// of threads, so neither does a sum over them.
final class Chunks {
  /// Elements of a piece: large enough to be worth handing to a thread.
  static final int PIECE = 1 << 17;

  /// Elements of a block, which is copied to the Java heap and stays in the nearest cache.
  static final int BLOCK = 1 << 11;

  private Chunks() {}

  /// Whether the loops over memory can be used on a tensor.
  static boolean suit(Tensor tensor) {
    return tensor.dataType() == DataType.FLOAT32 && tensor.device().equals(Device.CPU);
  }

  static int count(long elements) {
    return Math.toIntExact((elements + PIECE - 1) / PIECE);
  }

  static IntStream parallel(int count) {
    var indices = IntStream.range(0, count);
    return Engine.threads() > 1 ? indices.parallel() : indices;
  }
}
