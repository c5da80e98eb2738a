package dev.uvaha.generation;

import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Keeps the best few beginnings of each output and extends them all, a token at a time, until none
/// can win any more.
///
/// Sentences of a batch are searched together and do not touch each other: the result is that of
/// each alone.
///
/// @param begin the token every output starts from, and `end` the one that finishes it; both are
///   left out
/// @param padding the token that fills up a batch of sources, and that no output may contain
public record BeamSearch(BeamConfig config, Device device, int begin, int end, int padding) {
  /// Finds outputs for each source.
  ///
  /// @param sources token ids, at least one in each
  /// @return for each source its best hypotheses, the best first; those that the limit cut off come
  ///   last, and only to fill up
  /// @throws IllegalArgumentException if a source is empty or longer than the model takes
  public List<List<Hypothesis>> search(SequenceToSequence model, List<int[]> sources) {
    var limits = new int[sources.size()];
    Arrays.fill(limits, config.maximumLength());
    return search(model, sources, limits);
  }

  /// [#search(SequenceToSequence, List)], with a limit for each source.
  ///
  /// @param limits tokens that each source's output may have, the end token included; the
  ///   configuration's limit holds too
  public List<List<Hypothesis>> search(
      SequenceToSequence model, List<int[]> sources, int[] limits) {
    return search(model, sources, limits, Beam.Listener.NONE);
  }

  /// [#search(SequenceToSequence, List, int[])] of one source, with all hypotheses that it met: at
  /// each step those that were kept and those that came next, up to twice the beam's width.
  public BeamTree tree(SequenceToSequence model, int[] source, int limit) {
    var nodes = new ArrayList<BeamTree.Node>();
    var best =
        search(
            model,
            List.of(source),
            new int[] {limit},
            (parent, length, token, logProbability, fate) -> {
              var score = logProbability / config.penalty(length);
              nodes.add(new BeamTree.Node(parent, length, token, logProbability, score, fate));
              return nodes.size() - 1;
            });
    return new BeamTree(nodes, best.getFirst());
  }

  private List<List<Hypothesis>> search(
      SequenceToSequence model, List<int[]> sources, int[] limits, Beam.Listener listener) {
    if (limits.length != sources.size())
      throw new IllegalArgumentException(
          "each source needs a limit: %d sources, %d limits"
              .formatted(sources.size(), limits.length));
    if (sources.isEmpty()) return List.of();
    for (var source : sources)
      if (source.length == 0 || source.length > model.maximumLength())
        throw new IllegalArgumentException(
            "a source must have 1 to %d tokens, got %d"
                .formatted(model.maximumLength(), source.length));
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        return searchBatch(model, sources, limits, listener);
      }
    });
  }

  private List<List<Hypothesis>> searchBatch(
      SequenceToSequence model, List<int[]> sources, int[] limits, Beam.Listener listener) {
    var lengths = sources.stream().mapToInt(source -> source.length).toArray();
    var limit = Math.min(config.maximumLength(), model.maximumLength());
    var beams =
        IntStream.range(0, lengths.length)
            .mapToObj(i -> new Beam(config, begin, end, Math.min(limits[i], limit), listener))
            .toList();
    try (var decoding = model.decoding(padded(sources, lengths), lengths)) {
      while (beams.stream().anyMatch(Beam::isOpen)) advance(decoding, beams);
    }
    return beams.stream().map(Beam::best).toList();
  }

  /// One token for every open hypothesis of every sentence.
  private void advance(SequenceToSequence.Decoding decoding, List<Beam> beams) {
    try (var _ = TensorScope.open()) {
      var last = beams.stream().flatMapToInt(Beam::lastTokens).toArray();
      var logits = decoding.step(Tensors.indices(device, last, last.length));
      forbid(logits);
      var candidates =
          Math.min(2 * config.width(), (int) logits.size(-1)); // if half of them end, enough go on
      var top = logits.logSoftmax(-1).topK(candidates);
      var logProbabilities = top.values().toFloats();
      var tokens = top.indices().toLongs();
      var kept = IntStream.builder();
      var row = 0;
      for (var beam : beams) {
        var rows = beam.size();
        for (var parent : beam.extend(logProbabilities, tokens, row, candidates))
          kept.add(row + parent);
        row += rows;
      }
      var order = kept.build().toArray();
      if (order.length > 0 && !inPlace(order, row)) decoding.select(order);
    }
  }

  private void forbid(Tensor logits) {
    for (var token : new int[] {padding, begin})
      logits.select(-1, token).fillInPlace(Double.NEGATIVE_INFINITY);
  }

  private static boolean inPlace(int[] order, int rows) {
    return order.length == rows && Arrays.equals(order, IntStream.range(0, rows).toArray());
  }

  private Tensor padded(List<int[]> sources, int[] lengths) {
    var columns = Arrays.stream(lengths).max().orElseThrow();
    var ids = new int[sources.size() * columns];
    Arrays.fill(ids, padding);
    for (var i = 0; i < lengths.length; i++)
      System.arraycopy(sources.get(i), 0, ids, i * columns, lengths[i]);
    return Tensors.indices(device, ids, sources.size(), columns);
  }
}
