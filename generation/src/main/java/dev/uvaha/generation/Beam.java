package dev.uvaha.generation;

import dev.uvaha.generation.BeamTree.Fate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The hypotheses of one sentence: the open ones, which can still grow, the finished ones, and
/// those that the limit cut off.
final class Beam {
  /// Is told of each hypothesis that could have been kept.
  interface Listener {
    Listener NONE = (_, _, _, _, _) -> -1;

    /// Is told of one more.
    ///
    /// @param parent what the listener returned for the hypothesis that this one goes on; -1 at the
    ///   beginning
    /// @param length tokens of it, this one included
    /// @return what the listener knows it by
    int met(int parent, int length, int token, double logProbability, BeamTree.Fate fate);
  }

  /// @param known what the listener knows it by
  private record Open(List<Integer> tokens, double logProbability, int known) {}

  private record Extension(int parent, int token, double logProbability) {}

  private final BeamConfig config;
  private final int begin;
  private final int end;
  private final int limit;
  private final List<Hypothesis> finished = new ArrayList<>();
  private final List<Hypothesis> cut = new ArrayList<>();
  private final Listener listener;
  private List<Open> open = List.of(new Open(List.of(), 0, -1));

  Beam(BeamConfig config, int begin, int end, int limit, Listener listener) {
    this.config = config;
    this.listener = listener;
    this.begin = begin;
    this.end = end;
    this.limit = limit;
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  int size() {
    return open.size();
  }

  /// What each open hypothesis ends with.
  IntStream lastTokens() {
    return open.stream().mapToInt(one -> one.tokens().isEmpty() ? begin : one.tokens().getLast());
  }

  /// Grows by one token.
  ///
  /// @param logProbabilities the best `candidates` of each row, rows beginning at `row` for this
  ///   beam
  /// @return for each hypothesis open now, which of the former it continues
  int[] extend(float[] logProbabilities, long[] tokens, int row, int candidates) {
    var extensions = new ArrayList<Extension>();
    for (var parent = 0; parent < open.size(); parent++) {
      for (var i = 0; i < candidates; i++) {
        var at = (row + parent) * candidates + i;
        if (logProbabilities[at] == Float.NEGATIVE_INFINITY) continue;
        var sum = open.get(parent).logProbability() + logProbabilities[at];
        extensions.add(new Extension(parent, (int) tokens[at], sum));
      }
    }
    extensions.sort(Comparator.comparingDouble(Extension::logProbability).reversed());
    return keep(extensions);
  }

  /// The best hypotheses: the finished ones, then, if they are too few, those cut off.
  List<Hypothesis> best() {
    return Stream.concat(ranked(finished), ranked(cut)).limit(config.best()).toList();
  }

  private int[] keep(List<Extension> extensions) {
    var parents = IntStream.builder();
    var next = new ArrayList<Open>();
    for (var rank = 0; rank < extensions.size(); rank++) {
      var extension = extensions.get(rank);
      var fate = fate(extension, rank, next.size());
      if (next.size() == config.width() && rank >= 2 * config.width()) break; // far from the best
      var tokens = open.get(extension.parent()).tokens();
      var known = tell(extension, fate);
      switch (fate) {
        case FINISHED ->
            finished.add(hypothesis(tokens, extension.logProbability(), tokens.size() + 1));
        case KEPT -> {
          var longer = new ArrayList<>(tokens);
          longer.add(extension.token());
          next.add(new Open(longer, extension.logProbability(), known));
          parents.add(extension.parent());
        }
        case DROPPED -> {}
      }
    }
    open = next;
    if (isDone()) {
      for (var one : open)
        cut.add(hypothesis(one.tokens(), one.logProbability(), one.tokens().size()));
      open = List.of();
      return new int[0];
    }
    return parents.build().toArray();
  }

  private Fate fate(Extension extension, int rank, int kept) {
    if (extension.token() == end)
      return rank < config.width() && kept < config.width() ? Fate.FINISHED : Fate.DROPPED;
    return kept < config.width() ? Fate.KEPT : Fate.DROPPED;
  }

  private int tell(Extension extension, Fate fate) {
    var parent = open.get(extension.parent());
    return listener.met(
        parent.known(),
        parent.tokens().size() + 1,
        extension.token(),
        extension.logProbability(),
        fate);
  }

  /// @param length tokens that were written, the end token included
  private Hypothesis hypothesis(List<Integer> tokens, double logProbability, int length) {
    return new Hypothesis(tokens, logProbability, logProbability / config.penalty(length));
  }

  private static Stream<Hypothesis> ranked(List<Hypothesis> hypotheses) {
    return hypotheses.stream().sorted(Comparator.comparingDouble(Hypothesis::score).reversed());
  }

  /// Whether no open hypothesis can still come among the best: even at the largest penalty, the
  /// best open one stays below the worst of the finished that would be returned.
  private boolean isDone() {
    if (open.isEmpty() || open.getFirst().tokens().size() >= limit) return true;
    if (finished.size() < config.best()) return false;
    if (config.width() == 1) return true;
    var worst = ranked(finished).skip(config.best() - 1).findFirst().orElseThrow().score();
    return open.getFirst().logProbability() / config.penalty(limit) <= worst;
  }
}
