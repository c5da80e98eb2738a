package dev.uvaha.attention;

import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Optional;

/// Scaled dot-product attention by the path that measured fastest
/// (docs/decisions/attention-path.md): the engine's fused kernel on a GPU, and in float32 where MKL
/// multiplies; otherwise on the CPU blocks of queries, so that the scores of one block stay in the
/// cache and memory grows linearly with the input. A causal block leaves out the keys after it,
/// which halves the work.
public final class FastAttention {
  /// Scores in one block: 8 MB in bf16.
  private static final long BLOCK_SCORES = 4 << 20;

  /// Queries at a time, as in cached decoding.
  private static final long FEW = 4;

  private static final AttentionMask CAUSAL = AttentionMask.causal();

  private FastAttention() {}

  /// Query `[B, N, T, H]` over S keys and values, of N heads or of fewer that serve several each,
  /// to `[B, N, T, H]` of the query's type.
  ///
  /// @param dropout the probability that a weight is dropped
  public static Tensor attend(Tensor query, KeyValue memory, AttentionMask mask, double dropout) {
    if (query.size(1) == memory.key().size(1)) return ofOwnHeads(query, memory, mask, dropout);
    try (var scope = TensorScope.open()) {
      return scope.keep(ofSharedHeads(query, memory, mask, dropout));
    }
  }

  /// The newest position, which sees all keys, asks for all heads of a group at once: the cache is
  /// read as it is. Elsewhere keys and values are repeated.
  private static Tensor ofSharedHeads(
      Tensor query, KeyValue memory, AttentionMask mask, double dropout) {
    var batch = query.size(0);
    var heads = query.size(1);
    var keyHeads = memory.key().size(1);
    var width = query.size(3);
    if (query.size(2) == 1 && mask.mayAttend(1, memory.length(), query.device()).isEmpty()) {
      var group = query.reshape(batch, keyHeads, heads / keyHeads, width);
      return ofOwnHeads(group, memory, AttentionMask.none(), dropout)
          .reshape(batch, heads, 1, width);
    }
    return ofOwnHeads(query, memory.repeated(heads), mask, dropout);
  }

  private static Tensor ofOwnHeads(
      Tensor query, KeyValue memory, AttentionMask mask, double dropout) {
    if (isFasterWidened(query) && query.size(2) <= FEW && !Autograd.isRecording()) {
      try (var scope = TensorScope.open()) {
        var wide = query.to(DataType.FLOAT32);
        var mixed = ofOwnHeads(wide, memory.to(DataType.FLOAT32), mask, dropout);
        return scope.keep(mixed.to(query.dataType()));
      }
    }
    var alike = memory.to(query.dataType());
    return dropout == 0 && Kernels.fusesAttentionWell(query)
        ? fused(query, alike, mask)
        : inBlocks(query, alike, mask, dropout, BLOCK_SCORES);
  }

  /// Whether a few queries are answered sooner in float32, for products of bf16 take longer than
  /// float32's and the copies that these need.
  static boolean isFasterWidened(Tensor tensor) {
    return tensor.dataType() == DataType.BFLOAT16 && tensor.device() instanceof Device.Cpu;
  }

  /// The rows of a block for `scoresPerQuery` = B · N · S: whole where that is small, else equal
  /// parts.
  private static long blockRows(long queries, long scoresPerQuery, long blockScores) {
    var blocks = Math.ceilDiv(Math.max(1, queries * scoresPerQuery), blockScores);
    return Math.max(1, Math.ceilDiv(queries, blocks));
  }

  /// @param blockScores at most so many scores in one block, or one row of them
  static Tensor inBlocks(
      Tensor query, KeyValue memory, AttentionMask mask, double dropout, long blockScores) {
    var batch = query.size(0);
    var heads = query.size(1);
    var queries = query.size(2);
    var keys = memory.length();
    if (query.shape().elements() == 0 || keys == 0) return Tensors.zerosLike(query);
    try (var scope = TensorScope.open()) {
      var flatQuery = query.reshape(batch * heads, queries, -1); // [B·N, T, H]
      var flatKey = memory.key().reshape(batch * heads, keys, -1).transpose(1, 2);
      var flatValue = memory.value().reshape(batch * heads, keys, -1);
      var rows = blockRows(queries, batch * heads * keys, blockScores);
      var mayHideAll = mask.mayHideAll(queries, keys);
      var asking = Tensors.split(flatQuery, rows, 1);
      var parts = new Tensor[asking.size()];
      // The longest causal block goes first: the memory it leaves is enough for every other, where
      // growing blocks would each need more, behind the outputs that stay.
      for (var i = parts.length - 1; i >= 0; i--) {
        var some = asking.get(i);
        var window = MaskWindow.rows(i * rows, some.size(1), queries, keys, mask);
        var block = new Block(batch, heads, window, mask, mayHideAll, dropout);
        parts[i] = block.attend(some, first(flatKey, 2, window), first(flatValue, 1, window));
      }
      var output = parts.length == 1 ? parts[0] : Tensors.concatenate(1, List.of(parts));
      return scope.keep(output.reshape(batch, heads, queries, -1));
    }
  }

  /// The keys or values that a block may look at.
  private static Tensor first(Tensor all, int dimension, MaskWindow window) {
    return all.size(dimension) == window.keys() ? all : all.narrow(dimension, 0, window.keys());
  }

  /// Some rows of the attention matrix, of every sequence and head.
  private record Block(
      long batch,
      long heads,
      MaskWindow window,
      AttentionMask mask,
      boolean mayHideAll,
      double dropout) {
    /// Query `[B·N, t, H]`, key `[B·N, H, s]`, value `[B·N, s, H]` to `[B·N, t, H]`.
    Tensor attend(Tensor query, Tensor key, Tensor value) {
      try (var scope = TensorScope.open()) {
        var visible = window.mayAttend(mask, query.device());
        var sees = visible.filter(_ -> mayHideAll).map(present -> present.any(-1).unsqueeze(-1));
        var allowed = sees.isEmpty() ? visible : visible.map(v -> v.or(sees.get().not()));
        var weights = scores(query, key, allowed).softmax(-1); // [B·N, t, s]
        var mixed = new Dropout(dropout).forward(weights, Mode.TRAINING).matmul(value);
        return scope.keep(sees.isEmpty() ? mixed : zeroed(mixed, sees.get()));
      }
    }

    private Tensor scores(Tensor query, Tensor key, Optional<Tensor> allowed) {
      var factor = 1 / Math.sqrt((double) query.size(-1));
      var none = Tensors.zeros(query.dataType(), query.device(), 1, 1, 1);
      if (allowed.isEmpty()) return Kernels.scaledMatmul(none, query, key, factor);
      var visible = allowed.get();
      var bias = none.reshape(1, 1, 1, 1).where(visible, Double.NEGATIVE_INFINITY);
      if (visible.size(0) * visible.size(1) == 1)
        return Kernels.scaledMatmul(bias.squeeze(0), query, key, factor);
      var scores = Kernels.scaledMatmul(none, query, key, factor);
      return scores
          .reshape(batch, heads, window.queries(), window.keys())
          .addInPlace(bias)
          .reshape(batch * heads, window.queries(), window.keys());
    }

    private Tensor zeroed(Tensor mixed, Tensor sees) {
      return mixed
          .reshape(batch, heads, window.queries(), -1)
          .where(sees, 0)
          .reshape(batch * heads, window.queries(), -1);
    }
  }

  private static Tensor fused(Tensor query, KeyValue memory, AttentionMask mask) {
    var queries = query.size(2);
    var keys = memory.length();
    var factor = 1 / Math.sqrt((double) query.size(3));
    if (mask.equals(CAUSAL) && queries == keys)
      return Kernels.fusedCausalAttention(query, memory.key(), memory.value(), factor);
    try (var scope = TensorScope.open()) {
      var visible = mask.mayAttend(queries, keys, query.device());
      if (visible.isEmpty())
        return scope.keep(Kernels.fusedAttention(query, memory.key(), memory.value(), factor));
      if (!mask.mayHideAll(queries, keys))
        return scope.keep(
            Kernels.fusedAttention(query, memory.key(), memory.value(), visible.get(), factor));
      var sees = visible.get().any(-1).unsqueeze(-1);
      var allowed = visible.get().or(sees.not());
      return scope.keep(
          Kernels.fusedAttention(query, memory.key(), memory.value(), allowed, factor)
              .where(sees, 0));
    }
  }
}
