package dev.uvaha.cli;

import dev.uvaha.cli.LineResult.Refused;
import dev.uvaha.cli.LineResult.Translated;
import dev.uvaha.cli.LineResult.Unchanged;
import dev.uvaha.text.MalformedLineException;
import dev.uvaha.text.Utf8Lines.Line;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.Translator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Translates lines as they arrive, many together, each into its own language. A bad line costs
/// only itself.
final class LineTranslations {
  private static final int MOST = 64;

  /// A line to translate, and where its result belongs.
  private record Waiting(int place, Line line, String text) {}

  private final ArrivingLines lines;
  private final Translator translator;
  private final LanguageOption language;
  private final SearchOptions options;

  /// Begins to read.
  ///
  /// @param language of all translations, or of each line by its own
  LineTranslations(
      InputStream in, Translator translator, LanguageOption language, SearchOptions options) {
    lines = new ArrivingLines(in, MOST);
    this.translator = translator;
    this.language = language;
    this.options = options;
  }

  /// What became of the next lines, in their order; nothing at the end.
  ///
  /// @throws IOException if the input can't be read
  List<LineResult> next() throws IOException {
    try {
      return translated(lines.next());
    } catch (MalformedLineException malformed) {
      return List.of(new Refused(new Line(malformed.number(), ""), malformed.reason()));
    }
  }

  private List<LineResult> translated(List<Line> arrived) {
    var results = new ArrayList<LineResult>();
    var byLanguage = new LinkedHashMap<String, List<Waiting>>();
    for (var line : arrived) {
      results.add(new Unchanged(line)); // unless something else becomes of it
      var place = results.size() - 1;
      try {
        var text = SourceText.checked(line.text());
        if (!SourceText.hasWords(text)) continue;
        var target = language.of(translator, text);
        translator.check(text, target);
        byLanguage
            .computeIfAbsent(target, _ -> new ArrayList<>())
            .add(new Waiting(place, line, text));
      } catch (IllegalArgumentException e) {
        results.set(place, new Refused(line, String.valueOf(e.getMessage())));
      }
    }
    byLanguage.forEach((target, waiting) -> {
      var texts = waiting.stream().map(Waiting::text).toList();
      var found = translator.translateAll(texts, target, options);
      for (int i = 0; i < found.size(); i++) {
        var one = waiting.get(i);
        results.set(one.place(), new Translated(one.line(), found.get(i)));
      }
    });
    return results;
  }
}
