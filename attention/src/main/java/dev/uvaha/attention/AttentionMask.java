package dev.uvaha.attention;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which keys each query may look at. **`true` means: may attend**, everywhere in Uvaha.
///
/// Masks are values: made once for a batch, passed to every layer, combined by [#and]. A query that
/// may see no key at all gets zeros, as output and as weights, and passes no gradient.
public sealed interface AttentionMask {
  /// Every query sees every key.
  static AttentionMask none() {
    return new None();
  }

  /// No query sees a later key. With fewer queries than keys, as in cached decoding, the queries
  /// are the last: query t stands at position `S - T + t`.
  static AttentionMask causal() {
    return new Causal();
  }

  /// Only the first `lengths[b]` keys of sequence b are real.
  ///
  /// @param lengths a number for each sequence of the batch, 0 or more
  static AttentionMask padding(int... lengths) {
    return new Padding(Arrays.stream(lengths).boxed().toList());
  }

  /// [#padding(int...)] by an INT64 tensor `[B]`, whose values are read here.
  static AttentionMask padding(Tensor lengths) {
    return padding(Arrays.stream(lengths.toLongs()).mapToInt(Math::toIntExact).toArray());
  }

  /// Every query sees the keys of its own document alone, where several are packed into one row.
  ///
  /// @param numbers of each position's document, INT64 `[B, T]`; the tensor stays the caller's and
  ///   must outlive the mask
  /// @throws IllegalArgumentException if it is not INT64 or of another rank
  static AttentionMask documents(Tensor numbers) {
    return new Documents(numbers);
  }

  /// Any pattern: BOOL `[T, S]`, `[B, T, S]` or `[B, N, T, S]`, where sizes of 1 broadcast. The
  /// tensor stays the caller's and must outlive the mask.
  ///
  /// @throws IllegalArgumentException if it is not BOOL or of another rank
  static AttentionMask custom(Tensor mayAttend) {
    return new Custom(mayAttend);
  }

  /// What both allow.
  default AttentionMask and(AttentionMask other) {
    if (this instanceof None || equals(other)) return other;
    return other instanceof None ? this : new Both(this, other);
  }

  /// The mask as a tensor: BOOL, broadcasting to `[B, N, T, S]`; empty where everything may be
  /// seen.
  default Optional<Tensor> mayAttend(long queries, long keys, Device device) {
    return MaskWindow.whole(queries, keys).mayAttend(this, device);
  }

  /// Whether some query may be left without any key.
  default boolean mayHideAll(long queries, long keys) {
    return switch (this) {
      case None() -> keys == 0;
      case Causal() -> keys < queries;
      case Padding(var lengths) -> lengths.contains(0);
      case Custom _ -> true;
      case Documents _ -> false; // each sees itself
      case Both(var first, var second) ->
          first.mayHideAll(queries, keys) || second.mayHideAll(queries, keys);
    };
  }

  /// Checks that the mask fits a batch.
  ///
  /// @throws IllegalArgumentException if a length or a shape does not fit
  default void check(long batch, long heads, long queries, long keys) {
    switch (this) {
      case None(), Causal() -> {}
      case Padding padding -> padding.checkLengths(batch, keys);
      case Custom custom -> custom.checkShape(batch, heads, queries, keys);
      case Documents documents -> documents.checkShape(batch, queries, keys);
      case Both(var first, var second) -> {
        first.check(batch, heads, queries, keys);
        second.check(batch, heads, queries, keys);
      }
    }
  }

  /// Everything is visible.
  record None() implements AttentionMask {}

  /// The future is hidden.
  record Causal() implements AttentionMask {}

  /// The padding is hidden.
  ///
  /// @param lengths how many keys of each sequence are real
  record Padding(List<Integer> lengths) implements AttentionMask {
    public Padding {
      lengths = List.copyOf(lengths);
      for (var length : lengths)
        if (length < 0)
          throw new IllegalArgumentException(
              "AttentionMask: a length is 0 or more, got " + lengths);
    }

    private void checkLengths(long batch, long keys) {
      if (lengths.size() != batch)
        throw new IllegalArgumentException(
            "AttentionMask: lengths must be [B=%d], got %d of them"
                .formatted(batch, lengths.size()));
      for (var length : lengths)
        if (length > keys)
          throw new IllegalArgumentException(
              "AttentionMask: a length must be at most S=%d, got %s".formatted(keys, lengths));
    }
  }

  /// Any pattern.
  ///
  /// @param mayAttend BOOL `[T, S]`, `[B, T, S]` or `[B, N, T, S]`
  record Custom(Tensor mayAttend) implements AttentionMask {
    public Custom {
      if (mayAttend.dataType() != DataType.BOOL || mayAttend.rank() < 2 || mayAttend.rank() > 4)
        throw new IllegalArgumentException(
            "AttentionMask: must be BOOL [T, S], [B, T, S] or [B, N, T, S], got " + mayAttend);
    }

    private void checkShape(long batch, long heads, long queries, long keys) {
      var fits =
          fits(-2, queries)
              && fits(-1, keys)
              && (mayAttend.rank() < 3 || fits(0, batch))
              && (mayAttend.rank() < 4 || fits(1, heads));
      if (!fits)
        throw new IllegalArgumentException(
            "AttentionMask: must broadcast to [B=%d, N=%d, T=%d, S=%d], got %s"
                .formatted(batch, heads, queries, keys, mayAttend.shape()));
    }

    private boolean fits(int dimension, long size) {
      return mayAttend.size(dimension) == 1 || mayAttend.size(dimension) == size;
    }
  }

  /// Other documents are hidden.
  ///
  /// @param numbers of each position's document, INT64 `[B, T]`
  record Documents(Tensor numbers) implements AttentionMask {
    public Documents {
      if (numbers.dataType() != DataType.INT64 || numbers.rank() != 2)
        throw new IllegalArgumentException(
            "AttentionMask: the documents' numbers must be INT64 [B, T], got " + numbers);
    }

    private void checkShape(long batch, long queries, long keys) {
      if (numbers.size(0) != batch || numbers.size(1) != queries || queries != keys)
        throw new IllegalArgumentException(
            "AttentionMask: documents must be [B=%d, T=%d] of as many keys, got %s and S=%d"
                .formatted(batch, queries, numbers.shape(), keys));
    }
  }

  /// What two masks allow.
  record Both(AttentionMask first, AttentionMask second) implements AttentionMask {}
}
