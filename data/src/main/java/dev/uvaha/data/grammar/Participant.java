package dev.uvaha.data.grammar;

/// Someone or something in a clause: a noun with what belongs to it, or a pronoun.
sealed interface Participant permits NounPhrase, Pronoun {
  void english(Draft draft, Case role);

  /// Writes the Ukrainian side; after a preposition third-person pronouns begin with н.
  void ukrainian(Draft draft, Case grammaticalCase, Position position);

  Person person();

  Agreement agreement();

  /// What word combinations call it; empty for pronouns, which combine with anything.
  String key();

  /// Where a pronoun stands.
  enum Position {
    PLAIN,
    AFTER_PREPOSITION
  }
}
