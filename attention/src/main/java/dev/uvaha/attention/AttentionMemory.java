package dev.uvaha.attention;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Keys and values that one query after another asks, as the steps of a recurrent decoder do: what
/// does not depend on the query, the keys' projection and the mask, is made once.
///
/// It holds no tensor longer than its scope does, unless [#outliveScopes] is called.
public final class AttentionMemory implements AutoCloseable {
  private final AttentionScore score;
  private final Tensor projected; // [B, S, h]
  private final Tensor value; // [B, S, v]
  private final Optional<Tensor> visible; // BOOL [B, 1, S]
  private final int[] lengths;

  private AttentionMemory(
      AttentionScore score,
      Tensor projected,
      Tensor value,
      Optional<Tensor> visible,
      int[] lengths) {
    this.score = score;
    this.projected = projected;
    this.value = value;
    this.visible = visible;
    this.lengths = lengths;
  }

  /// Of keys `[B, S, k]` and values `[B, S, v]`, of which the first `lengths[b]` are real.
  ///
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  public static AttentionMemory of(AttentionScore score, Tensor key, Tensor value, int[] lengths) {
    Doors.sameLength("AttentionMemory", key, value);
    var positions = key.size(1);
    var mask = AttentionMask.padding(lengths);
    mask.check(key.size(0), 1, 1, positions);
    var padded = Arrays.stream(lengths).anyMatch(length -> length < positions);
    return new AttentionMemory(
        score,
        score.project(key),
        value,
        padded
            ? mask.mayAttend(1, positions, key.device()).map(shown -> shown.squeeze(1))
            : Optional.empty(),
        lengths.clone());
  }

  /// What a query gets, [Attention#attend] over these keys.
  ///
  /// @param query `[B, T, q]`
  /// @return output `[B, T, v]`, weights `[B, T, S]`; zeros in both where a sequence has no key
  public Attended attend(Tensor query) {
    return asking().apply(query);
  }

  /// [#attend] for many queries within a scope.
  public Function<Tensor, Attended> asking() {
    var matching = score.matching(projected);
    var hidesAll = Arrays.stream(lengths).anyMatch(length -> length == 0);
    var mixed = Autocast.input(value);
    return query -> {
      var scores = matching.apply(query); // [B, T, S]
      var weights =
          visible.isEmpty()
              ? scores.softmax(-1)
              : MaskedSoftmax.of(scores, visible.get(), hidesAll);
      return new Attended(weights.matmul(mixed), weights);
    };
  }

  /// The memory of these rows, in this order; one may come several times.
  public AttentionMemory select(int... rows) {
    var chosen = Tensors.indices(value.device(), rows, rows.length);
    return new AttentionMemory(
        score,
        projected.indexSelect(0, chosen),
        value.indexSelect(0, chosen),
        visible.map(shown -> shown.indexSelect(0, chosen)),
        Arrays.stream(rows).map(row -> lengths[row]).toArray());
  }

  /// Keeps its tensors until it is closed.
  public AttentionMemory outliveScopes() {
    tensors().forEach(Tensor::outliveScopes);
    return this;
  }

  /// Frees its tensors.
  @Override
  public void close() {
    tensors().forEach(Tensor::close);
  }

  private List<Tensor> tensors() {
    var tensors = new ArrayList<>(List.of(projected, value));
    visible.ifPresent(tensors::add);
    return tensors;
  }
}
