package dev.uvaha.data.grammar;

/// The Ukrainian cases, without the vocative, in the order of the tables of the lexicon.
enum Case {
  NOMINATIVE(0),
  GENITIVE(1),
  DATIVE(2),
  ACCUSATIVE(3),
  INSTRUMENTAL(4),
  LOCATIVE(5);

  private final int column;

  Case(int column) {
    this.column = column;
  }

  /// Its place in a table of forms.
  int column() {
    return column;
  }

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
