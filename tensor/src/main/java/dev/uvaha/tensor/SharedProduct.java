package dev.uvaha.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.uvaha.tensor.jvm.Team;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/// A large linear map in float32 on the CPU where nothing is recorded: its outputs are shared among
/// threads, since BLAS has one in inference ([BlasThreads]). A single row, as where a token is
/// written after another, uses each weight once, so that memory sets the pace: as a matrix–vector
/// product it keeps it; as a product of matrices it takes several times as long.
final class SharedProduct {
  /// Weights below which one thread is done before another has woken up.
  private static final long LEAST = 1 << 18;

  /// For each thread, so that one that comes late does fewer.
  private static final int PARTS = 2;

  private static final int LONGEST_NAME = 64;

  /// Of rows. For more of them OpenBLAS's copy of the weights, in the order that its great kernels
  /// read, pays off.
  private static final long FEW = 32;

  /// Multiplications, and numbers of the result, up to which OpenBLAS copies nothing.
  private static final long SMALL = 1_000_000;

  private static final long SMALL_RESULT = 1200;

  /// Whether it has kernels that copy nothing: those for AVX-512.
  private static final boolean SMALL_KERNELS =
      coreName().map(name -> name.matches("(?i)skylakex|cooperlake|sapphirerapids")).orElse(false);

  private SharedProduct() {}

  /// Whether this is one.
  static boolean suits(Tensor input, Tensor weight) {
    return !Autograd.isRecording()
        && weight.rank() == 2
        && input.rank() > 0
        && input.size(-1) == weight.size(1)
        && input.shape().elements() > 0
        && weight.shape().elements() >= LEAST
        && weight.dataType() == DataType.FLOAT32
        && input.dataType() == DataType.FLOAT32
        && weight.device() instanceof Device.Cpu
        && !Autocast.isOn(weight.device());
  }

  /// `input × weightᵀ`: input `[…, I]`, weight `[O, I]`, result `[…, O]`.
  static Tensor of(Tensor input, Tensor weight) {
    var outputs = weight.size(0);
    var inputs = weight.size(1);
    var rows = input.shape().elements() / inputs;
    var sizes = input.shape().sizes();
    sizes[sizes.length - 1] = outputs;
    var result = Tensors.empty(DataType.FLOAT32, input.device(), sizes);
    var share = share(rows, inputs, outputs);
    var parts = Math.toIntExact(Math.ceilDiv(outputs, share));
    try (var weights = weight.handle().detach();
        var products = result.handle().view(rows, outputs);
        var unrecorded = input.handle().detach();
        var matrix = unrecorded.reshape(rows, inputs)) {
      Team.shared()
          .share(
              parts,
              i -> {
                var start = i * share;
                var count = Math.min(share, outputs - start);
                if (count > 0) write(products, matrix, weights, rows, start, count);
              });
    }
    return result;
  }

  /// For which processor OpenBLAS chose its kernels; empty with another library.
  private static Optional<String> coreName() {
    return CFunctions.ofTheEngine("openblas_get_corename", FunctionDescriptor.of(ADDRESS))
        .map(SharedProduct::text);
  }

  @SuppressWarnings("restricted")
  private static String text(MethodHandle name) {
    try {
      return ((MemorySegment) name.invokeExact()).reinterpret(LONGEST_NAME).getString(0);
    } catch (Throwable impossible) { // what invokeExact declares; a C function throws nothing
      throw new AssertionError(impossible);
    }
  }

  /// Outputs of a part.
  private static long share(long rows, long inputs, long outputs) {
    var even = Math.ceilDiv(outputs, (long) PARTS * Math.min(Team.size(), Engine.threads()));
    if (rows == 1 || rows > FEW || !SMALL_KERNELS) return even;
    return Math.clamp(Math.min(SMALL / (rows * inputs), SMALL_RESULT / rows), 1, even);
  }

  private static void write(
      org.bytedeco.pytorch.Tensor products,
      org.bytedeco.pytorch.Tensor matrix,
      org.bytedeco.pytorch.Tensor weights,
      long rows,
      long start,
      long count) {
    try (var part = products.narrow(1, start, count);
        var some = weights.narrow(0, start, count)) {
      if (rows == 1) {
        try (var results = part.squeeze(0);
            var row = matrix.squeeze(0);
            var _ = torch.mv_out(results, some, row)) {
          // it is in the results
        }
      } else {
        try (var columns = some.t();
            var _ = torch.mm_out(part, matrix, columns)) {
          // as above
        }
      }
    }
  }
}
