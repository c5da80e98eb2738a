package dev.uvaha.server;

import java.util.List;
import java.util.Optional;

/// What translates. One thread at a time asks it.
public interface TranslationService {
  /// The languages that it writes, as codes: `en`, `uk`.
  List<String> languages();

  /// Translates texts, in their order.
  ///
  /// @param language one of [#languages]; empty to let each text's script say which
  /// @throws IllegalArgumentException if a text or the language does not do; one line says why
  List<Translated> translate(List<String> texts, Optional<String> language);

  /// A translation.
  ///
  /// @param language it is in, as a code
  record Translated(String text, String language) {}
}
