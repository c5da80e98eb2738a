package dev.uvaha.data.grammar;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A verb of both languages, with who does it to what and how.
record Verb(
    English english,
    Conjugation imperfective,
    Optional<Conjugation> perfective,
    List<Noun> subjects,
    List<Noun> objects,
    Government government,
    List<Adverbial> manners,
    Set<String> options) {

  /// The English forms: `write`, `writes`, `wrote`, `writing`.
  record English(String plain, String third, String past, String continuous) {}

  /// What stands before the object: `look at`, `дивитися на` with the accusative.
  record Government(String english, String ukrainian, Case objectCase) {
    static final Government DIRECT = new Government("", "", Case.ACCUSATIVE);
  }

  boolean isStative() {
    return options.contains("stative");
  }

  boolean isTransitive() {
    return !objects.isEmpty();
  }

  boolean may(String option) {
    return options.contains(option);
  }

  /// Names this verb and no other: `swim` differs from `swim across`.
  String key() {
    return isTransitive() ? english.plain() + "+" + government.english() : english.plain();
  }

  boolean allows(Tense tense) {
    return switch (tense) {
      case PRESENT -> true;
      case PAST -> isStative() || perfective.isPresent();
      case FUTURE -> isStative() || perfective.isPresent();
      case HABITUAL, FUTURE_CONTINUOUS, PAST_CONTINUOUS -> !isStative();
      case PAST_HABITUAL -> !isStative() && !english.plain().equals(english.past());
    };
  }
}
