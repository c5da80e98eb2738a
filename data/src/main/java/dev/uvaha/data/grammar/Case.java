package dev.uvaha.data.grammar;

/// The Ukrainian cases, without the vocative, in the order of the tables of the lexicon.
enum Case {
  NOMINATIVE,
  GENITIVE,
  DATIVE,
  ACCUSATIVE,
  INSTRUMENTAL,
  LOCATIVE;

  static Case ofLetter(String letter) {
    return switch (letter) {
      case "g" -> GENITIVE;
      case "d" -> DATIVE;
      case "a" -> ACCUSATIVE;
      case "i" -> INSTRUMENTAL;
      case "l" -> LOCATIVE;
      default -> throw new IllegalArgumentException("case must be one of g d a i l: " + letter);
    };
  }
}
