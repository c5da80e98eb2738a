package dev.uvaha.translation;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.stream.Stream;

/// What is written with, as far as languages are told apart by it.
public enum Script {
  CYRILLIC,
  OTHER;

  private static final Set<String> CYRILLIC_LANGUAGES =
      Set.of("uk", "be", "bg", "sr", "mk", "ru", "kk");

  /// What texts are written in, all taken together: one alone may be a name or a placeholder.
  public static Script of(Stream<String> texts) {
    var more =
        texts
            .flatMapToInt(String::codePoints)
            .mapToLong(letter ->
                switch (UnicodeScript.of(letter)) {
                  case CYRILLIC -> 1;
                  case LATIN -> -1;
                  default -> 0;
                })
            .sum();
    return more > 0 ? CYRILLIC : OTHER;
  }

  /// What a language is written in.
  ///
  /// @param language a code such as `uk`
  public static Script of(String language) {
    return CYRILLIC_LANGUAGES.contains(language) ? CYRILLIC : OTHER;
  }
}
