package dev.uvaha.cli;

import dev.uvaha.translation.Translation;
import dev.uvaha.translation.Translator;
import dev.uvaha.translation.UnknownWord;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What to know about a translation: how its text was read, if not as it stands; that it is asked
/// into its own language; the words that the translator has never seen, each once, and what to do
/// about them.
final class TranslationNotes {
  private final Console console;
  private final ModelOption model;
  private final Translator translator;
  private final Set<String> named = new HashSet<>();

  TranslationNotes(Console console, ModelOption model, Translator translator) {
    this.console = console;
    this.model = model;
    this.translator = translator;
  }

  /// Of a text on its own.
  void add(Translation translation) {
    var source = translation.source();
    var read = String.join(" ", translator.sentences(source));
    if (!read.equals(source)) console.note("uvaha: read as: " + TerminalText.oneLine(read));
    var fitting = translator.fittingLanguages(source);
    if (!fitting.isEmpty() && !fitting.contains(translation.language()))
      console.note(
          "uvaha: the text seems to be in '%s' already; --to %s translates it"
              .formatted(translation.language(), fitting.getFirst()));
    add("", translation.unknownWords());
  }

  /// Of one text of many: its unknown words alone.
  ///
  /// @param where the text stands
  void add(String where, List<UnknownWord> words) {
    var isFirst = named.isEmpty();
    for (var word : words) {
      if (named.add(word.word()))
        console.note(
            "uvaha: "
                + where
                + "unknown word '"
                + word.word()
                + "'"
                + (word.suggestions().isEmpty()
                    ? ""
                    : ", did you mean " + suggestions(word) + "?"));
    }
    if (isFirst && !words.isEmpty()) explain();
  }

  /// They come from the model's folder, whoever wrote that.
  private static String suggestions(UnknownWord word) {
    return TerminalText.oneLine(String.join(" or ", word.suggestions()));
  }

  private void explain() {
    var count = translator.knownWords();
    console.note(
        "uvaha: %s knows %s, and only guesses at others; to train one on your own text: uvaha train parallel --set data.train=pairs.tsv"
            .formatted(
                model.name(),
                count.isPresent()
                    ? String.format(Locale.ROOT, "%,d words", count.getAsInt())
                    : "only some words"));
  }
}
