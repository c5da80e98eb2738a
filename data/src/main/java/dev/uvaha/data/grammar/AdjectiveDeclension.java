package dev.uvaha.data.grammar;

import java.util.EnumMap;
import java.util.Map;

/// The forms of a Ukrainian adjective, hard (-ий) or soft (-ій), by agreement and case.
///
/// The accusative of the masculine and of the plural is that of inanimate nouns, equal to the
/// nominative; animate nouns take the genitive (see [Declined#form]).
final class AdjectiveDeclension {
  private static final String[][] HARD = {
    {"ий", "ого", "ому", "ий", "им", "ому"},
    {"а", "ої", "ій", "у", "ою", "ій"},
    {"е", "ого", "ому", "е", "им", "ому"},
    {"і", "их", "им", "і", "ими", "их"},
  };
  private static final String[][] SOFT = {
    {"ій", "ього", "ьому", "ій", "ім", "ьому"},
    {"я", "ьої", "ій", "ю", "ьою", "ій"},
    {"є", "ього", "ьому", "є", "ім", "ьому"},
    {"і", "іх", "ім", "і", "іми", "іх"},
  };

  private AdjectiveDeclension() {}

  /// Declines an adjective given in the nominative masculine, such as `старий` or `синій`.
  static Declined decline(String masculine) {
    var endings =
        masculine.endsWith("ій") ? SOFT : masculine.endsWith("ий") ? HARD : new String[0][];
    if (endings.length == 0) {
      throw new IllegalArgumentException("adjective must end in -ий or -ій: " + masculine);
    }
    var stem = masculine.substring(0, masculine.length() - 2);
    Map<Agreement, String[]> forms = new EnumMap<>(Agreement.class);
    for (int gender = 0; gender < endings.length; gender++) {
      var row = endings[gender].clone();
      for (int i = 0; i < row.length; i++) {
        row[i] = stem + row[i];
      }
      forms.put(Agreement.rows().get(gender), row);
    }
    return new Declined(forms);
  }
}
