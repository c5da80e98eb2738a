package dev.uvaha.cli;

import dev.uvaha.tensor.Device;
import dev.uvaha.text.Utf8Lines.Line;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.Translation;
import dev.uvaha.translation.Translator;
import dev.uvaha.translation.view.AttentionFormat;
import dev.uvaha.translation.view.AttentionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Translates, and shows where the translator looked.
@Command(
    name = "translate",
    description = "Translate text, and show where the translator looked.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha translate \"I am learning AI.\"",
      "  uvaha translate --show \"Кіт не перейшов вулицю, бо був занадто втомлений.\"",
      "  uvaha translate --attention cat.html \"The cat sees the street.\"",
      "  uvaha translate --model runs/mine --to uk - < news.en > news.uk",
      "",
      "Line n of standard input becomes line n of the output. One that can't be",
      "translated is empty there (by --json an object with its error); standard error",
      "says why, and the exit code is 2."
    })
final class TranslateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model = new ModelOption(Device.JVM);

  @Mixin private LanguageOption language = new LanguageOption();

  @Mixin private BeamOption beam = new BeamOption();

  @Option(
      names = "--n-best",
      paramLabel = "K",
      description = "Print the K best translations, each after its score.")
  private Optional<Integer> best = Optional.empty();

  @Option(
      names = "--attention",
      paramLabel = "FILE",
      description = "Write every layer and head to FILE.html (to explore), .svg or .json.")
  private Optional<Path> attention = Optional.empty();

  @Option(names = "--show", description = "Draw the cross-attention in the terminal.")
  private boolean shows;

  @Option(names = "--json", description = "Print a JSON object for each text.")
  private boolean json;

  @Parameters(
      paramLabel = "TEXT",
      description = "The text, or - to translate standard input line by line.")
  private List<String> words = List.of();

  TranslateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var options = checked();
    if (words.equals(List.of("-"))) return translateLines(options);
    var text = SourceText.checked(String.join(" ", words));
    if (!SourceText.hasWords(text))
      throw new IllegalArgumentException(
          "nothing to translate: the text " + (text.isEmpty() ? "is empty" : "has no words"));
    var translator = model.load();
    var target = language.of(translator, text);
    if (attention.isPresent() || shows) {
      translator.checkAttends();
      translator.sentence(text); // refuses several
    }
    var notes = new TranslationNotes(console, model, translator);
    var translation = translator.translate(text, target, options);
    print(translator, translation);
    notes.add(translation);
    return 0;
  }

  /// How to search, once the arguments make sense together.
  private SearchOptions checked() {
    if (words.isEmpty())
      throw new IllegalArgumentException(
          "nothing to translate: give a text, or - to read lines from standard input");
    var search = beam.search();
    best.filter(count -> count < 1 || count > BeamOption.WIDEST)
        .ifPresent(count -> {
          throw new IllegalArgumentException(
              "--n-best must be 1 to %d, got %d".formatted(BeamOption.WIDEST, count));
        });
    attention.ifPresent(AttentionFormat::of);
    if (attention.isPresent() && words.equals(List.of("-")))
      throw new IllegalArgumentException(
          "--attention draws one text: give it as an argument, not by standard input");
    if (shows && json)
      throw new IllegalArgumentException(
          "--show is for people and --json for programs: choose one");
    return best.map(search::withBest).orElse(search);
  }

  private int translateLines(SearchOptions options) throws IOException {
    var translator = model.load();
    language.check(translator);
    var notes = new TranslationNotes(console, model, translator);
    var lines = new LineTranslations(console.in(), translator, language, options);
    var exitCode = 0;
    for (var results = lines.next(); !results.isEmpty(); results = lines.next()) {
      for (var result : results) {
        switch (result) { // line n of the output belongs to line n of the input
          case LineResult.Translated(var line, var translation) -> {
            print(translator, translation);
            notes.add(place(line), translation.unknownWords());
          }
          case LineResult.Unchanged(var line) -> {
            var text = TerminalText.oneLine(line.text());
            console.print(json ? json(text, "translation", text) : text);
          }
          case LineResult.Refused(var line, var reason) -> {
            console.print(json ? json(TerminalText.oneLine(line.text()), "error", reason) : "");
            console.note("uvaha: " + place(line) + TerminalText.oneLine(reason));
            exitCode = Failures.BAD_INPUT;
          }
        }
      }
      console.flush();
    }
    return exitCode;
  }

  private static String place(Line line) {
    return "standard input:" + line.number() + ": ";
  }

  private static String json(String source, String key, String value) {
    var report = new LinkedHashMap<String, Object>();
    report.put("source", source);
    report.put(key, value);
    return JsonMapper.shared().writeValueAsString(report);
  }

  private void print(Translator translator, Translation translation) throws IOException {
    if (json)
      console.print(JsonMapper.shared().writeValueAsString(report(translator, translation)));
    else if (best.isEmpty()) console.print(TerminalText.oneLine(translation.text()));
    else
      for (var one : translation.candidates())
        console.print(
            String.format(Locale.ROOT, "%.4f\t%s", one.score(), TerminalText.oneLine(one.text())));
    if (attention.isPresent() || shows) draw(translator, translation);
  }

  private static Map<String, Object> report(Translator translator, Translation translation) {
    var report = new LinkedHashMap<String, Object>();
    report.put("source", translation.source());
    report.put("language", translation.language());
    report.put("translation", translation.text());
    report.put("sentences", translator.sentences(translation.source()));
    report.put("candidates", translation.candidates());
    report.put("unknownWords", translation.unknownWords());
    return report;
  }

  private void draw(Translator translator, Translation translation) throws IOException {
    var maps = translator.attention(translation);
    if (attention.isPresent()) {
      var file = attention.get();
      AttentionFormat.of(file).write(maps, file);
      console.note("uvaha: wrote the attention to " + file);
    }
    if (shows) {
      var ink = console.coloursOutput() ? AttentionTable.Ink.COLOURS : AttentionTable.Ink.BLOCKS;
      console.print("");
      new AttentionTable(console.columns(), ink).lines(maps).forEach(console::print);
    }
  }
}
