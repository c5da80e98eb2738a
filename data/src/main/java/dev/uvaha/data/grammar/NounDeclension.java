package dev.uvaha.data.grammar;

import java.util.Map;

/// Declines Ukrainian nouns by the four school declensions, given what the ending cannot tell.
///
/// Alternations that follow a rule (`книга`: `книзі`, `річка`: `річці`) are applied here; those
/// that do not (`кіт`: `кота`, `вікно`: `вікон`) come as options of the lexicon line.
final class NounDeclension {
  private static final String HUSHERS = "жчшщ";
  private static final String VELARS = "кгх";
  private static final String IOTATING = "аеєиіїоуюя'";

  private final String word;
  private final Map<String, String> options;
  private final Animacy animacy;

  NounDeclension(String word, Animacy animacy, Map<String, String> options) {
    this.word = word;
    this.animacy = animacy;
    this.options = options;
  }

  /// The forms `[singular, plural][case]`; `kind` is the gender letter, `n4` or `x:…`.
  String[][] decline(String kind) {
    var forms =
        kind.startsWith("x")
            ? new String[][] {same(word), same(word)}
            : switch (kind) {
              case "m" -> word.endsWith("а") || word.endsWith("я") ? first() : masculine();
              case "f" -> word.endsWith("а") || word.endsWith("я") ? first() : third();
              case "n" -> neuter();
              case "n4" -> fourth();
              default -> throw new IllegalArgumentException("unknown gender: " + kind);
            };
    exceptions(forms, kind);
    return forms;
  }

  private static String[] same(String word) {
    return new String[] {word, word, word, word, word, word};
  }

  private String[][] first() {
    var stem = cut(1);
    char last = stem.charAt(stem.length() - 1);
    if (word.endsWith("я")) {
      return IOTATING.indexOf(last) >= 0
          ? table(stem, "я ї ї ю єю ї", "ї й ям - ями ях")
          : table(stem, "я і і ю ею і", "і ь ям - ями ях");
    }
    if (HUSHERS.indexOf(last) >= 0) {
      return table(stem, "а і і у ею і", "і _ ам - ами ах");
    }
    var forms = table(stem, "а и і у ою і", "и _ ам - ами ах");
    forms[0][Case.DATIVE.column()] = soften(stem) + "і";
    forms[0][Case.LOCATIVE.column()] = soften(stem) + "і";
    return forms;
  }

  /// The second palatalisation: г, к, х become з, ц, с.
  private static String soften(String stem) {
    int index = "гкх".indexOf(stem.charAt(stem.length() - 1));
    return index < 0 ? stem : stem.substring(0, stem.length() - 1) + "зцс".charAt(index);
  }

  private String[][] masculine() {
    boolean animate = animacy == Animacy.ANIMATE;
    boolean u = options.containsKey("u");
    if (word.endsWith("ь")) {
      var stem = options.getOrDefault("stem", cut(1));
      var dative = animate ? "еві" : "ю";
      return table(
          stem,
          (u ? "ь ю " : "ь я ") + dative + " - ем " + (animate ? "еві" : "і"),
          "і ів ям - ями ях");
    }
    if (word.endsWith("й")) {
      var dative = animate ? "єві" : "ю";
      return table(
          cut(1),
          (u ? "й ю " : "й я ") + dative + " - єм " + (animate ? "єві" : "ї"),
          "ї їв ям - ями ях");
    }
    var stem = options.getOrDefault("stem", word.endsWith("о") ? cut(1) : word);
    if (options.containsKey("soft")) {
      return table(stem, "_ я еві - ем еві", "і ів ям - ями ях");
    }
    if (HUSHERS.indexOf(stem.charAt(stem.length() - 1)) >= 0) {
      var dative = animate ? "еві" : "у";
      return table(
          stem,
          (u ? "_ у " : "_ а ") + dative + " - ем " + (animate ? "еві" : "і"),
          "і ів ам - ами ах");
    }
    boolean velar = VELARS.indexOf(stem.charAt(stem.length() - 1)) >= 0;
    var dative = animate ? "ові" : "у";
    var locative = animate ? "ові" : velar ? "у" : "і";
    return table(stem, (u ? "_ у " : "_ а ") + dative + " - ом " + locative, "и ів ам - ами ах");
  }

  private String[][] third() {
    var stem = options.getOrDefault("stem", word.endsWith("ь") ? cut(1) : word);
    boolean husher = HUSHERS.indexOf(stem.charAt(stem.length() - 1)) >= 0;
    return table(
        stem,
        (husher ? "_" : "ь") + " і і - _ і",
        husher ? "і ей ам - ами ах" : "і ей ям - ями ях");
  }

  private String[][] neuter() {
    var stem = cut(1);
    if (word.endsWith("о")) {
      boolean velar = VELARS.indexOf(stem.charAt(stem.length() - 1)) >= 0;
      return table(stem, "о а у - ом " + (velar ? "у" : "і"), "а _ ам - ами ах");
    }
    if (word.endsWith("е")) {
      return stem.endsWith("щ")
          ? table(stem, "е а у - ем і", "а _ ам - ами ах")
          : table(stem, "е я ю - ем і", "я ів ям - ями ях");
    }
    return table(stem, "я я ю - ям і", "я _ ям - ями ях");
  }

  private String[][] fourth() {
    var forms = table(word, "_ ти ті - м ті", "та т там - тами тах");
    for (var grammaticalCase : new Case[] {Case.DATIVE, Case.LOCATIVE}) {
      forms[0][grammaticalCase.column()] = word + "ті";
    }
    return forms;
  }

  private String cut(int letters) {
    return word.substring(0, word.length() - letters);
  }

  /// `_` is the bare stem; `-` the accusative that follows from animacy.
  private String[][] table(String stem, String singular, String plural) {
    return new String[][] {row(stem, singular), row(stem, plural)};
  }

  private static String[] row(String stem, String endings) {
    var row = endings.split(" ", -1);
    for (int i = 0; i < row.length; i++) {
      row[i] = row[i].equals("-") ? "-" : row[i].equals("_") ? stem : stem + row[i];
    }
    return row;
  }

  private void exceptions(String[][] forms, String kind) {
    if (!kind.startsWith("x") && !word.endsWith("а")) {
      forms[0][0] = word;
    }
    if (options.containsKey("plural")) {
      var given = options.get("plural").split(",", -1);
      if (given.length != 5) {
        throw new IllegalArgumentException("plural needs five forms: " + options.get("plural"));
      }
      forms[1] = new String[] {given[0], given[1], given[2], "-", given[3], given[4]};
    }
    var letters = "ngdail";
    for (int number = 0; number < 2; number++) {
      for (int i = 0; i < letters.length(); i++) {
        var key = letters.charAt(i) + (number == 0 ? "s" : "p");
        if (options.containsKey(key)) {
          forms[number][i] = options.get(key);
        }
      }
      int accusative = Case.ACCUSATIVE.column();
      if (forms[number][accusative].equals("-")) {
        boolean genitive = animacy == Animacy.ANIMATE && (number == 1 || kind.equals("m"));
        forms[number][accusative] = forms[number][genitive ? 1 : 0];
      }
    }
  }
}
