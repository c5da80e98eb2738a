package dev.uvaha.translation;

import java.lang.Character.UnicodeScript;
import java.util.List;

/// Guesses a direction from what the text is written in.
final class Languages {
  private Languages() {}

  /// The language to translate into: the only one, or the one whose script the text does not use.
  ///
  /// @throws IllegalArgumentException if that leaves more than one
  static String target(String text, List<String> languages) {
    if (languages.size() == 1) return languages.getFirst();
    var cyrillic =
        text.codePoints().filter(c -> UnicodeScript.of(c) == UnicodeScript.CYRILLIC).count();
    var latin = text.codePoints().filter(c -> UnicodeScript.of(c) == UnicodeScript.LATIN).count();
    var fitting =
        languages.stream().filter(language -> isCyrillic(language) != cyrillic > latin).toList();
    if (fitting.size() == 1) return fitting.getFirst();
    throw new IllegalArgumentException(
        "say which language to translate into: " + String.join(" or ", languages));
  }

  private static boolean isCyrillic(String language) {
    return List.of("uk", "be", "bg", "sr", "mk", "ru", "kk").contains(language);
  }
}
