package dev.uvaha.data.grammar;

/// Small numbers; from five on the Ukrainian noun stands in the genitive plural.
enum Numeral {
  TWO("two", "два"),
  THREE("three", "три"),
  FOUR("four", "чотири"),
  FIVE("five", "п'ять"),
  SIX("six", "шість"),
  SEVEN("seven", "сім"),
  EIGHT("eight", "вісім"),
  NINE("nine", "дев'ять"),
  TEN("ten", "десять");

  private final String english;
  private final String ukrainian;

  Numeral(String english, String ukrainian) {
    this.english = english;
    this.ukrainian = ukrainian;
  }

  String english() {
    return english;
  }

  String ukrainian(Agreement gender) {
    return this == TWO && gender == Agreement.FEMININE ? "дві" : ukrainian;
  }

  /// The case of what is counted, where the whole stands in the nominative or accusative.
  Case governs(Case outer) {
    return compareTo(FIVE) >= 0 ? Case.GENITIVE : outer;
  }
}
