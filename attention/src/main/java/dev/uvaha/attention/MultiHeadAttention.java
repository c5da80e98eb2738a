package dev.uvaha.attention;

import dev.uvaha.nn.Check;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// `multihead(Q, K, V) = concat(H₁, …, H_N) W_O`, `Hᵢ = attention(Q W_Qᵢ, K W_Kᵢ, V W_Vᵢ)`
/// ("Attention Is All You Need", section 3.2.2): several scaled dot products side by side, each in
/// H = D / N dimensions of its own.
///
/// The matrices of all heads stand in one: W_Q is `[D, NH]`, and head i has columns `[iH, (i+1)H)`.
///
/// Several heads of queries may share a head of keys and values (Ainslie et al. 2023, GQA): see
/// [AttentionConfig#keyHeads].
///
/// Self-attention is `forward(x, project(x), mask, mode)`; over another sequence, that is projected
/// once and asked by every later query.
///
/// @param rotary turns queries and keys by their positions, if present; then queries are the last T
///   of the S positions
public record MultiHeadAttention(
    AttentionConfig config,
    Linear query,
    Linear key,
    Linear value,
    Linear output,
    Optional<Positions.Rotary> rotary)
    implements Layer {
  private static final String NAME = "MultiHeadAttention";
  private static final Attention ATTENTION = new Attention(new AttentionScore.ScaledDotProduct());

  /// Xavier weights, zero biases.
  public static MultiHeadAttention create(AttentionConfig config) {
    return create(config, Optional.empty());
  }

  /// [#create(AttentionConfig)] with rotary positions.
  public static MultiHeadAttention create(AttentionConfig config, Positions.Rotary rotary) {
    return create(config, Optional.of(rotary));
  }

  /// Keys and values of a sequence that begins at position 0.
  ///
  /// @param memory `[B, S, D]`
  public KeyValue project(Tensor memory) {
    return project(memory, 0);
  }

  /// Keys and values of a sequence that goes on at a position, as in cached decoding.
  ///
  /// @param memory `[B, S, D]`
  public KeyValue project(Tensor memory, long position) {
    Check.shape(NAME, "memory", memory, "[B, S, D=" + config.width() + "]", -1, -1, config.width());
    try (var scope = TensorScope.open()) {
      var keys = turned(split(key.forward(memory), config.keyHeads()), position).contiguous();
      var values = split(value.forward(memory), config.keyHeads()).contiguous();
      return new KeyValue(scope.keep(keys), scope.keep(values));
    }
  }

  /// Attends by the path that measured fastest; the weights are never whole in memory.
  ///
  /// @param asking `[B, T, D]`
  /// @param memory of the same B; see [#project]
  /// @return `[B, T, D]`
  public Tensor forward(Tensor asking, KeyValue memory, AttentionMask mask, Mode mode) {
    checkBatch(asking, memory);
    mask.check(asking.size(0), config.heads(), asking.size(1), memory.length());
    var dropout = mode == Mode.TRAINING ? config.dropout() : 0;
    try (var scope = TensorScope.open()) {
      var heads = FastAttention.attend(queries(asking, memory), memory, mask, dropout);
      return scope.keep(output.forward(merge(heads)));
    }
  }

  /// Attends as the formula is written, and says where: the weights are those before dropout.
  ///
  /// @param asking `[B, T, D]`
  /// @param memory of the same B; see [#project]
  /// @return output `[B, T, D]`, weights `[B, N, T, S]`
  public Attended attend(Tensor asking, KeyValue memory, AttentionMask mask, Mode mode) {
    checkBatch(asking, memory);
    try (var scope = TensorScope.open()) {
      var each = memory.to(asking.dataType()).repeated(config.heads());
      var attended = ATTENTION.attend(queries(asking, memory), each.key(), each.value(), mask);
      var mixed = attended.output();
      if (mode == Mode.TRAINING && config.dropout() > 0)
        mixed =
            new Dropout(config.dropout()).forward(attended.weights(), mode).matmul(each.value());
      return new Attended(scope.keep(output.forward(merge(mixed))), scope.keep(attended.weights()));
    }
  }

  /// Attends as the formula is written, in inference, and keeps every step of it.
  ///
  /// @param asking `[B, T, D]`
  /// @param memory of the same B; see [#project]
  public AttentionSteps steps(Tensor asking, KeyValue memory, AttentionMask mask) {
    checkBatch(asking, memory);
    var each = memory.to(asking.dataType()).repeated(config.heads());
    var queries = queries(asking, memory);
    var products = queries.matmul(each.key().transpose(-2, -1));
    var scores = ATTENTION.score().score(queries, each.key());
    var weights = MaskedSoftmax.of(scores, mask);
    var heads = weights.matmul(each.value());
    return new AttentionSteps(
        queries,
        each.key(),
        each.value(),
        products,
        scores,
        weights,
        heads,
        output.forward(merge(heads)));
  }

  /// Self-attention of several sequences that go on, each after its own past: their new positions
  /// stand one after another, without padding, and none sees another sequence.
  ///
  /// @param input `[1, M, D]`
  /// @param pasts of each sequence, a batch of 1; its new positions are appended
  /// @param counts how many of the M positions are each sequence's
  /// @return `[1, M, D]`
  public Tensor extend(Tensor input, List<Past> pasts, int[] counts) {
    Check.shape(NAME, "input", input, "[1, M, D=" + config.width() + "]", 1, -1, config.width());
    var positions = positions(pasts, counts);
    if (positions.length != input.size(1))
      throw new IllegalArgumentException(
          "%s: counts must add up to M=%d, got %s"
              .formatted(NAME, input.size(1), Arrays.toString(counts)));
    try (var scope = TensorScope.open()) {
      var queries = turned(split(query.forward(input), config.heads()), positions);
      var keys = turned(split(key.forward(input), config.keyHeads()), positions);
      var values = split(value.forward(input), config.keyHeads());
      var mixed = new ArrayList<Tensor>();
      var first = 0L;
      for (var i = 0; i < counts.length; i++) {
        var newer =
            new KeyValue(keys.narrow(2, first, counts[i]), values.narrow(2, first, counts[i]));
        var asking = queries.narrow(2, first, counts[i]);
        var memory = pasts.get(i).append(newer);
        mixed.add(FastAttention.attend(asking, memory, AttentionMask.causal(), 0));
        first += counts[i];
      }
      return scope.keep(output.forward(merge(Tensors.concatenate(2, mixed))));
    }
  }

  /// Where each of the new positions stands in its sequence.
  private static int[] positions(List<Past> pasts, int[] counts) {
    if (pasts.size() != counts.length)
      throw new IllegalArgumentException(
          "%s: each sequence needs a count: %d sequences, %d counts"
              .formatted(NAME, pasts.size(), counts.length));
    return IntStream.range(0, counts.length)
        .flatMap(i -> {
          var first = Math.toIntExact(pasts.get(i).length());
          return IntStream.range(first, first + counts[i]);
        })
        .toArray();
  }

  @Override
  public void describe(Description description) {
    description
        .layer("query", query)
        .layer("key", key)
        .layer("value", value)
        .layer("output", output);
  }

  private static MultiHeadAttention create(
      AttentionConfig config, Optional<Positions.Rotary> rotary) {
    var width = config.width();
    var asked = config.heads() * config.headWidth();
    var looked = config.keyHeads() * config.headWidth();
    return new MultiHeadAttention(
        config,
        Linear.create(width, asked),
        Linear.create(width, looked),
        Linear.create(width, looked),
        Linear.create(asked, width),
        rotary);
  }

  private Tensor queries(Tensor asking, KeyValue memory) {
    return turned(split(query.forward(asking), config.heads()), memory.length() - asking.size(1));
  }

  private Tensor turned(Tensor heads, long position) {
    return rotary.isPresent() ? rotary.get().rotate(heads, position) : heads;
  }

  private Tensor turned(Tensor heads, int[] positions) {
    return rotary.isPresent() ? rotary.get().rotate(heads, positions) : heads;
  }

  /// `[B, T, D]` to `[B, N, T, H]`.
  private Tensor split(Tensor projected, int heads) {
    var batch = projected.size(0);
    var length = projected.size(1);
    return projected.reshape(batch, length, heads, config.headWidth()).transpose(1, 2);
  }

  /// `[B, N, T, H]` to `[B, T, NH]`.
  private Tensor merge(Tensor heads) {
    return heads.transpose(1, 2).reshape(heads.size(0), heads.size(2), -1);
  }

  private void checkBatch(Tensor asking, KeyValue memory) {
    var width = config.width();
    Check.shape(NAME, "query", asking, "[B, T, D=" + width + "]", -1, -1, width);
    var keys = memory.key();
    if (keys.size(1) != config.keyHeads() || keys.size(3) != config.headWidth())
      throw new IllegalArgumentException(
          "%s: key must be [B=%d, N=%d, S, H=%d], got %s"
              .formatted(
                  NAME, asking.size(0), config.keyHeads(), config.headWidth(), keys.shape()));
    if (keys.size(0) != asking.size(0))
      throw new IllegalArgumentException(
          "%s: key must be [B=%d, S, D=%d], got [%d, %d, %d]"
              .formatted(NAME, asking.size(0), width, keys.size(0), keys.size(2), width));
  }
}
