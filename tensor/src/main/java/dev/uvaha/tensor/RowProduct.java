package dev.uvaha.tensor;

import dev.uvaha.tensor.jvm.Team;
import org.bytedeco.pytorch.global.torch;

/// A large linear map of one row in float32 on the CPU, as where a token is written after another.
/// Each weight is used once, so that memory sets the pace: as a matrix–vector product, shared among
/// threads, it keeps it; as a product of matrices, on the one thread that BLAS has in inference
/// ([BlasThreads]), it takes several times as long.
final class RowProduct {
  /// Weights below which one thread is done before another has woken up.
  private static final long LEAST = 1 << 18;

  /// For each thread, so that one that comes late does fewer.
  private static final int PARTS = 2;

  private RowProduct() {}

  /// Whether this is one, and nothing is recorded.
  static boolean suits(Tensor input, Tensor weight) {
    return !Autograd.isRecording()
        && weight.rank() == 2
        && input.rank() > 0
        && input.size(-1) == weight.size(1)
        && input.shape().elements() == weight.size(1)
        && weight.shape().elements() >= LEAST
        && weight.dataType() == DataType.FLOAT32
        && input.dataType() == DataType.FLOAT32
        && weight.device() instanceof Device.Cpu
        && !Autocast.isOn(weight.device());
  }

  /// `input × weightᵀ`: input `[…, I]` of one row, weight `[O, I]`, result `[…, O]`.
  static Tensor of(Tensor input, Tensor weight) {
    var outputs = weight.size(0);
    var sizes = input.shape().sizes();
    sizes[sizes.length - 1] = outputs;
    var result = Tensors.empty(DataType.FLOAT32, input.device(), sizes);
    var parts = PARTS * Math.min(Team.size(), Engine.threads());
    var share = Math.ceilDiv(outputs, (long) parts);
    try (var rows = weight.handle().detach();
        var flat = result.handle().view(outputs);
        var row = input.handle().detach();
        var vector = row.reshape(weight.size(1))) {
      Team.shared()
          .share(
              parts,
              i -> {
                var start = i * share;
                var count = Math.min(share, outputs - start);
                if (count > 0) write(flat, rows, vector, start, count);
              });
    }
    return result;
  }

  private static void write(
      org.bytedeco.pytorch.Tensor results,
      org.bytedeco.pytorch.Tensor weight,
      org.bytedeco.pytorch.Tensor row,
      long start,
      long count) {
    try (var part = results.narrow(0, start, count);
        var some = weight.narrow(0, start, count);
        var _ = torch.mv_out(part, some, row)) {
      // it is in the results
    }
  }
}
