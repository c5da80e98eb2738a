package dev.uvaha.models.block;

import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.attention.Past;
import dev.uvaha.attention.Positions;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.nn.Check;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Normalization;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Blocks under a causal mask between an embedding and a projection onto the vocabulary: what all
/// decoder-only models share (Radford et al. 2018, eq. 2).
///
/// @param positions what is added to the embeddings; nothing where attention turns by itself
/// @param dropout on the embeddings
/// @param norm after the last block
/// @param head of the projection, `[V, D]`; empty if the embedding serves for it, transposed
/// @param maximumLength the longest sequence
public record CausalTransformer(
    Embedding tokens,
    Positions.Added positions,
    Dropout dropout,
    List<TransformerBlock> blocks,
    Normalization norm,
    Optional<Parameter> head,
    int maximumLength)
    implements LanguageModel {
  private static final String NAME = "CausalTransformer";
  private static final double NEW_TOKENS = 0.02; // the deviation of their vectors

  public CausalTransformer {
    blocks = List.copyOf(blocks);
  }

  @Override
  public int vocabulary() {
    return tokens.vocabulary();
  }

  @Override
  public Tensor forward(Tensor ids, int[] lengths, Mode mode, Trace trace) {
    return logits(states(ids, lengths, mode, trace));
  }

  /// The states after every token, which the projection onto the vocabulary reads.
  ///
  /// @param ids INT64 `[B, T]`, padded on the right
  /// @param lengths what is not padding, `[B]`
  /// @return `[B, T, D]`
  public Tensor states(Tensor ids, int[] lengths, Mode mode) {
    return states(ids, lengths, mode, Trace.none());
  }

  private Tensor states(Tensor ids, int[] lengths, Mode mode, Trace trace) {
    Check.shape(NAME, "ids", ids, "[B, T]", -1, -1);
    checkLength(ids.size(1));
    return states(ids, 0, mask(ids, lengths), _ -> Past.none(), mode, trace);
  }

  /// [#forward] of one sequence in inference, with every step kept.
  ///
  /// @param ids INT64 `[1, T]`
  /// @throws IllegalArgumentException if it is longer than the model takes
  public ForwardSteps steps(Tensor ids) {
    Check.shape(NAME, "ids", ids, "[1, T]", 1, -1);
    checkLength(ids.size(1));
    var embedded = tokens.forward(ids);
    var positioned = positions.addTo(embedded, 0);
    var steps = new ArrayList<BlockSteps>();
    var state = positioned;
    for (var block : blocks) {
      steps.add(block.steps(state, AttentionMask.causal()));
      state = steps.getLast().output();
    }
    var normalised = norm.forward(state);
    return new ForwardSteps(embedded, positioned, steps, normalised, logits(normalised));
  }

  /// The same model with further tokens behind those it knows; all else is shared. Their vectors
  /// are fresh, and so are their rows of a head of its own.
  public CausalTransformer withMoreTokens(int count) {
    return new CausalTransformer(
        new Embedding(extended(tokens.weight(), count), tokens.padding()),
        positions,
        dropout,
        blocks,
        norm,
        head.map(matrix -> extended(matrix, count)),
        maximumLength);
  }

  private static Parameter extended(Parameter matrix, int count) {
    var fresh = Initialization.normal(NEW_TOKENS, count, matrix.shape().size(1));
    return Autograd.noGradient(
        () -> new Parameter(Tensors.concatenate(0, List.of(matrix.value(), fresh.value()))));
  }

  /// The same model with other blocks.
  CausalTransformer with(List<TransformerBlock> others) {
    return new CausalTransformer(tokens, positions, dropout, others, norm, head, maximumLength);
  }

  /// Without padding the causal mask alone has faster ways.
  private static AttentionMask mask(Tensor ids, int[] lengths) {
    Check.lengths(NAME, ids, lengths);
    var padded = Arrays.stream(lengths).anyMatch(length -> length < ids.size(1));
    return padded
        ? AttentionMask.causal().and(AttentionMask.padding(lengths))
        : AttentionMask.causal();
  }

  @Override
  public Tensor forwardPacked(Tensor ids, int[] documents, Mode mode) {
    var rows = PackedRows.of(NAME, ids, documents);
    checkLength(ids.size(1));
    var embedded = dropout.forward(positions.addTo(tokens.forward(ids), rows.positions()), mode);
    return logits(blocks(embedded, rows.mask(), _ -> Past.none(), mode, Trace.none()));
  }

  /// [#forwardPacked] that keeps only what stands between the blocks, and computes the rest again
  /// on the way back.
  public RecomputedPass forwardRecomputed(Tensor ids, int[] documents, Mode mode) {
    var rows = PackedRows.of(NAME, ids, documents);
    checkLength(ids.size(1));
    return RecomputedPass.of(this, ids, rows, mode);
  }

  @Override
  public Tensor next(Tensor ids, KeyValueCache cache) {
    Check.shape(NAME, "ids", ids, "[B, T]", -1, -1);
    var before = cache.length();
    checkLength(before + ids.size(1));
    var states =
        states(ids, before, AttentionMask.causal(), cache::layer, Mode.INFERENCE, Trace.none());
    return logits(states.select(1, ids.size(1) - 1));
  }

  @Override
  public Tensor next(Tensor ids, int[] counts, List<KeyValueCache> caches) {
    var positions = positions(counts, caches);
    Check.shape(NAME, "ids", ids, "[M=" + positions.length + "]", positions.length);
    var state = this.positions.addTo(tokens.forward(ids.unsqueeze(0)), positions);
    for (var i = 0; i < blocks.size(); i++) {
      var layer = i;
      var pasts = caches.stream().map(cache -> cache.layer(layer)).toList();
      state = blocks.get(i).extend(state, pasts, counts);
    }
    var ends = counts.clone();
    Arrays.parallelPrefix(ends, Integer::sum);
    var last = Arrays.stream(ends).map(end -> end - 1).toArray();
    var chosen = Tensors.indices(state.device(), last, last.length);
    return logits(norm.forward(state.squeeze(0).indexSelect(0, chosen)));
  }

  /// Where each new token stands in its sequence.
  private int[] positions(int[] counts, List<KeyValueCache> caches) {
    if (counts.length != caches.size() || counts.length == 0)
      throw new IllegalArgumentException(
          "%s: each of 1 or more sequences needs a count, got %d counts and %d caches"
              .formatted(NAME, counts.length, caches.size()));
    var positions = IntStream.builder();
    for (var i = 0; i < counts.length; i++) {
      if (counts[i] < 1)
        throw new IllegalArgumentException(
            "%s: a count must be 1 or more, got %s".formatted(NAME, Arrays.toString(counts)));
      var first = caches.get(i).length();
      checkLength((long) first + counts[i]);
      IntStream.range(first, first + counts[i]).forEach(positions);
    }
    return positions.build().toArray();
  }

  @Override
  public KeyValueCache cache() {
    return KeyValueCache.empty(blocks.size());
  }

  /// @param first the position of the first of these
  /// @return `[B, T, D]`
  private Tensor states(
      Tensor ids, long first, AttentionMask mask, IntFunction<Past> past, Mode mode, Trace trace) {
    var embedded = dropout.forward(positions.addTo(tokens.forward(ids), first), mode);
    return blocks(embedded, mask, past, mode, trace);
  }

  private Tensor blocks(
      Tensor embedded, AttentionMask mask, IntFunction<Past> past, Mode mode, Trace trace) {
    var state = embedded;
    for (var i = 0; i < blocks.size(); i++) {
      trace.record("hidden_states", state);
      state = blocks.get(i).forward(state, mask, past.apply(i), mode, trace, "attentions");
    }
    var output = norm.forward(state);
    trace.record("hidden_states", output);
    return output;
  }

  /// Logits of the next tokens by [#states].
  ///
  /// @param states `[…, D]`
  /// @return `[…, V]`
  public Tensor logits(Tensor states) {
    return Kernels.linear(states, head.orElse(tokens.weight()).value());
  }

  private void checkLength(long length) {
    if (length < 1 || length > maximumLength)
      throw new IllegalArgumentException(
          "a sequence must have 1 to %d tokens, got %d".formatted(maximumLength, length));
  }

  @Override
  public void describe(Description description) {
    description
        .layer("tokens", tokens)
        .layer("positions", positions)
        .layers("blocks", blocks)
        .layer("norm", norm);
    head.ifPresent(matrix -> description.parameter("head", matrix));
  }
}
