package dev.uvaha.data.grammar;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A Ukrainian word that agrees with a noun in gender, number, case and animacy.
record Declined(Map<Agreement, String[]> forms) {
  /// A word that never changes, such as `його`.
  static Declined unchanging(String word) {
    var row = new String[Case.values().length];
    Arrays.fill(row, word);
    return new Declined(
        Map.of(
            Agreement.MASCULINE,
            row,
            Agreement.FEMININE,
            row,
            Agreement.NEUTER,
            row,
            Agreement.PLURAL,
            row));
  }

  /// The form for a noun; animate masculines and plurals have the genitive for the accusative.
  String form(Agreement agreement, Case grammaticalCase, Animacy animacy) {
    boolean likeGenitive =
        grammaticalCase == Case.ACCUSATIVE
            && animacy == Animacy.ANIMATE
            && (agreement == Agreement.MASCULINE || agreement == Agreement.PLURAL);
    var chosen = likeGenitive ? Case.GENITIVE : grammaticalCase;
    return Objects.requireNonNull(forms.get(agreement))[chosen.column()];
  }

  String nominative(Agreement agreement) {
    return form(agreement, Case.NOMINATIVE, Animacy.INANIMATE);
  }

  Stream<String> words() {
    return forms.values().stream().flatMap(Arrays::stream);
  }
}
