package dev.uvaha.cli;

import dev.uvaha.text.Utf8Lines.Line;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.Translation;
import dev.uvaha.translation.Translator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Lines to translate together, each into its own language.
final class LineBatch {
  private final Translator translator;
  private final LanguageOption language;
  private final SearchOptions options;
  private final List<String> texts = new ArrayList<>();
  private final LinkedHashMap<String, List<Integer>> byLanguage = new LinkedHashMap<>();

  /// @param language of all translations, or of each line by its own
  LineBatch(Translator translator, LanguageOption language, SearchOptions options) {
    this.translator = translator;
    this.language = language;
    this.options = options;
  }

  /// Adds a line; one without words is left as it is.
  ///
  /// @throws IllegalArgumentException if it can't be translated; the message says where it stands
  void add(Line line) {
    var where = "standard input:" + line.number() + ": ";
    var text = SourceText.checked(line.text(), where);
    if (SourceText.hasWords(text)) {
      try {
        var target = language.of(translator, text);
        translator.source(text, target);
        byLanguage.computeIfAbsent(target, _ -> new ArrayList<>()).add(texts.size());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + e.getMessage(), e);
      }
    }
    texts.add(text);
  }

  /// The translations of the added lines, none for those without words; the batch is empty again.
  List<Optional<Translation>> translate() {
    var results = new ArrayList<Optional<Translation>>();
    texts.forEach(_ -> results.add(Optional.empty()));
    byLanguage.forEach((target, positions) -> {
      var sources = positions.stream().map(texts::get).toList();
      var translations = translator.translateAll(sources, target, options);
      for (int i = 0; i < positions.size(); i++)
        results.set(positions.get(i), Optional.of(translations.get(i)));
    });
    texts.clear();
    byLanguage.clear();
    return results;
  }
}
