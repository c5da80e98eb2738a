package dev.uvaha.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.translation.Translation.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedCandidatesTest {
  private static final List<Candidate> FIRST = List.of(candidate("a", -1), candidate("b", -4));
  private static final List<Candidate> SECOND = List.of(candidate("c", -2), candidate("d", -3));

  @Test
  void theBestJoinsComeFirst() {
    var joined = JoinedCandidates.of(List.of(FIRST, SECOND), 3);
    assertThat(joined).extracting(Candidate::text).containsExactly("a c", "a d", "b c");
    assertThat(joined).extracting(Candidate::score).containsExactly(-3.0, -4.0, -6.0);
    assertThat(joined.getFirst().ids()).containsExactly(1, 2);
  }

  @Test
  void oneSentenceKeepsItsOwn() {
    assertThat(JoinedCandidates.of(List.of(FIRST), 1)).isEqualTo(FIRST);
  }

  private static Candidate candidate(String text, int score) {
    return new Candidate(text, score, score, List.of(text.equals("a") ? 1 : 2));
  }
}
