package dev.uvaha.attention;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Optional;
import java.util.stream.LongStream;

/// A block of rows of a mask, so that long inputs need no mask of T × S.
///
/// @param firstQuery the block's first row
/// @param queries the block's rows
/// @param keys the block's columns, from the first
/// @param position where the block's first query stands among the keys; below 0 if it stands before
///   them
record MaskWindow(long firstQuery, long queries, long keys, long position) {
  static MaskWindow whole(long queries, long keys) {
    return new MaskWindow(0, queries, keys, keys - queries);
  }

  /// Some rows of a mask `[T, S]`, without the columns that are hidden from all of them because
  /// they are in the future.
  static MaskWindow rows(long first, long count, long queries, long keys, AttentionMask mask) {
    var position = keys - queries + first;
    var past = Math.clamp(position + count, 1, keys);
    return new MaskWindow(first, count, isCausal(mask) ? past : keys, position);
  }

  /// BOOL `[B or 1, N or 1, queries or 1, keys or 1]`; empty where everything may be seen.
  Optional<Tensor> mayAttend(AttentionMask mask, Device device) {
    return switch (mask) {
      case AttentionMask.None() -> Optional.empty();
      case AttentionMask.Causal() ->
          position >= keys - 1 ? Optional.empty() : Optional.of(past(device));
      case AttentionMask.Padding(var lengths) ->
          lengths.stream().allMatch(length -> length >= keys)
              ? Optional.empty()
              : Optional.of(real(lengths.stream().mapToInt(Integer::intValue).toArray(), device));
      case AttentionMask.Custom(var mayAttend) -> Optional.of(part(mayAttend).to(device));
      case AttentionMask.Documents(var numbers) -> Optional.of(same(numbers.to(device)));
      case AttentionMask.Both(var first, var second) -> {
        var left = mayAttend(first, device);
        var right = mayAttend(second, device);
        yield left.isPresent() && right.isPresent()
            ? Optional.of(left.get().and(right.get()))
            : left.or(() -> right);
      }
    };
  }

  private static boolean isCausal(AttentionMask mask) {
    return switch (mask) {
      case AttentionMask.Causal() -> true;
      case AttentionMask.Both(var first, var second) -> isCausal(first) || isCausal(second);
      case AttentionMask.None(),
          AttentionMask.Padding _,
          AttentionMask.Custom _,
          AttentionMask.Documents _ ->
          false;
    };
  }

  private Tensor past(Device device) {
    var rows = LongStream.range(position, position + queries).toArray();
    var query = Tensors.of(device, rows, 1, 1, queries, 1);
    return Tensors.range(keys, device).reshape(1, 1, 1, keys).lessOrEqual(query);
  }

  private Tensor real(int[] lengths, Device device) {
    var end = Tensors.indices(device, lengths, lengths.length, 1, 1, 1);
    return Tensors.range(keys, device).reshape(1, 1, 1, keys).lessThan(end);
  }

  private Tensor same(Tensor numbers) {
    var asking = numbers.narrow(1, firstQuery, queries).unsqueeze(1).unsqueeze(-1);
    return asking.equalTo(numbers.narrow(1, 0, keys).unsqueeze(1).unsqueeze(1));
  }

  private Tensor part(Tensor mayAttend) {
    var whole =
        switch (mayAttend.rank()) {
          case 2 -> mayAttend.unsqueeze(0).unsqueeze(0);
          case 3 -> mayAttend.unsqueeze(1);
          default -> mayAttend;
        };
    var rows = whole.size(2) == 1 ? whole : whole.narrow(2, firstQuery, queries);
    return rows.size(3) == 1 ? rows : rows.narrow(3, 0, keys);
  }
}
