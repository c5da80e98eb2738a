package dev.uvaha.translation;

import dev.uvaha.translation.Translation.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The best translations of a text by those of its sentences.
final class JoinedCandidates {
  private JoinedCandidates() {}

  /// The `most` joins with the highest sums of scores, the best first. Of one sentence its own.
  ///
  /// @param sentences each one's candidates, the best first
  static List<Candidate> of(List<List<Candidate>> sentences, int most) {
    return sentences.stream().reduce((before, next) -> joined(before, next, most)).orElseThrow();
  }

  private static List<Candidate> joined(List<Candidate> before, List<Candidate> next, int most) {
    return before.stream()
        .flatMap(first -> next.stream().map(second -> joined(first, second)))
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(most)
        .toList();
  }

  private static Candidate joined(Candidate first, Candidate second) {
    return new Candidate(
        first.text() + " " + second.text(),
        first.score() + second.score(),
        first.logProbability() + second.logProbability(),
        Stream.concat(first.ids().stream(), second.ids().stream()).toList());
  }
}
