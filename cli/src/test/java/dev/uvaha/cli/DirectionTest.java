package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.data.SentencePair;
import dev.uvaha.translation.recipe.LanguagePair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DirectionTest {
  private static final List<String> BOTH = List.of("en", "uk");
  private static final List<String> ONE_SCRIPT = List.of("en", "pl");
  private static final Optional<LanguagePair> UNKNOWN = Optional.empty();
  private static final Optional<LanguagePair> EN_PL = Optional.of(LanguagePair.both("en", "pl"));

  /// The first lines are no sentences of either language.
  private static final List<SentencePair> EN_UK =
      List.of(
          new SentencePair("Київ %s", "GIMP"),
          new SentencePair("a cat sees the street", "кіт бачить вулицю"),
          new SentencePair("street", "вулиця"));

  private static final List<SentencePair> UK_EN = flipped(EN_UK);
  private static final List<SentencePair> LATIN =
      List.of(new SentencePair("a cat", "kot"), new SentencePair("street", "ulica"));

  @Test
  void allLinesTellWhichColumnIsWhich() {
    assertThat(of(EN_UK, BOTH, "")).isEqualTo(new Direction("en", "uk", EN_UK));
    assertThat(of(UK_EN, BOTH, "")).isEqualTo(new Direction("uk", "en", UK_EN));
  }

  @Test
  void whatIsAskedForIsTranslatedIntoWhicheverColumnItIs() {
    for (var pairs : List.of(EN_UK, UK_EN)) {
      assertThat(of(pairs, BOTH, "uk")).isEqualTo(new Direction("en", "uk", EN_UK));
      assertThat(of(pairs, BOTH, "en")).isEqualTo(new Direction("uk", "en", UK_EN));
      assertThat(of(pairs, List.of("uk"), "")).isEqualTo(new Direction("source", "uk", EN_UK));
    }
  }

  @Test
  void oneScriptStandsAsInTraining() {
    var back = new Direction("pl", "en", flipped(LATIN));
    assertThat(Direction.of(LATIN, ONE_SCRIPT, Optional.empty(), () -> EN_PL))
        .isEqualTo(new Direction("en", "pl", LATIN));
    assertThat(Direction.of(LATIN, ONE_SCRIPT, Optional.of("en"), () -> EN_PL)).isEqualTo(back);
  }

  @Test
  void oneScriptOfUnknownOrderIsForTheAsking() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(LATIN, ONE_SCRIPT, ""))
        .withMessage("say by --to which language the second column is in: en or pl");
    assertThat(of(LATIN, ONE_SCRIPT, "pl")).isEqualTo(new Direction("en", "pl", LATIN));
    assertThat(of(LATIN, List.of("pl"), "")).isEqualTo(new Direction("source", "pl", LATIN));
  }

  private static Direction of(List<SentencePair> pairs, List<String> written, String asked) {
    return Direction.of(
        pairs, written, Optional.of(asked).filter(to -> !to.isEmpty()), () -> UNKNOWN);
  }

  private static List<SentencePair> flipped(List<SentencePair> pairs) {
    return pairs.stream().map(SentencePair::flipped).toList();
  }
}
