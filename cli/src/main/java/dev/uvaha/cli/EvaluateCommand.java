package dev.uvaha.cli;

import dev.uvaha.data.ParallelCorpus;
import dev.uvaha.tensor.Device;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.Translation;
import dev.uvaha.translation.Translator;
import dev.uvaha.translation.evaluation.Evaluation;
import dev.uvaha.translation.evaluation.GrammarEvaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures a translator.
@Command(
    name = "evaluate",
    description = "Print BLEU and chrF of a translator, in all and by source length.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha evaluate      the embedded model, on sentences held out of its training",
      "  uvaha evaluate --model runs/mine --data test.tsv.gz",
      "  uvaha evaluate --model runs/mine --data test.en,test.uk --to en --json",
      "",
      "Columns are told apart by their scripts; those of one script are taken to stand",
      "as in training.",
      "Without --data: sentences of the built-in grammar that no training shows, both",
      "ways, and whether the translator knows which noun 'it' means."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int GRAMMAR_SENTENCES = 500;
  private static final int LINES = 64;

  private final Console console;

  @Mixin private ModelOption model = new ModelOption(Device.CPU);

  @Option(
      names = "--data",
      split = ",",
      paramLabel = "FILE",
      description = "Source TAB target a line, or two line-aligned files; plain or .gz.")
  private List<Path> data = List.of();

  @Option(
      names = "--to",
      paramLabel = "LANGUAGE",
      description = "Translate into uk or en. Default: the language of the second column.")
  private Optional<String> language = Optional.empty();

  @Mixin private BeamOption beam = new BeamOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private int tooLong;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (data.size() > 2)
      throw new IllegalArgumentException("--data takes one file or two, got " + data.size());
    if (data.isEmpty() && language.isPresent())
      throw new IllegalArgumentException(
          "--to belongs to --data: without it, both ways are measured");
    var search = beam.search();
    if (data.isEmpty()) grammar(model.load(), search);
    else file(search);
    if (tooLong > 0)
      console.note(
          "uvaha: sentences longer than the model takes, counted as not translated: %,d"
              .formatted(tooLong));
    return 0;
  }

  private void grammar(Translator translator, SearchOptions search) {
    var figures =
        GrammarEvaluation.of(
            GRAMMAR_SENTENCES,
            GRAMMAR_SENTENCES,
            (texts, to) -> translations(translator, texts, to, search));
    if (json) {
      console.print(figures.json());
      return;
    }
    EvaluationText.lines(figures.intoUkrainian()).forEach(console::print);
    EvaluationText.lines(figures.intoEnglish()).forEach(console::print);
    console.print(
        String.format(
            Locale.ROOT,
            "what 'it' means: %.1f%% right, %,d of %,d",
            figures.coreference().accuracy() * 100,
            figures.coreference().right(),
            figures.coreference().items()));
  }

  private void file(SearchOptions search) {
    var corpus =
        data.size() == 1
            ? ParallelCorpus.tsv(data.getFirst())
            : ParallelCorpus.aligned(data.getFirst(), data.getLast());
    var pairs = corpus.read();
    if (pairs.isEmpty())
      throw new IllegalArgumentException(data.getFirst() + ": has no sentences to evaluate");
    var translator = model.load();
    language.ifPresent(translator::checkLanguage);
    var way = Direction.of(pairs, translator.languages(), language, model::languages);
    var figures =
        Evaluation.of(
            way.pairs(),
            way.from(),
            way.to(),
            texts -> translations(translator, texts, way.to(), search));
    if (json) console.print(figures.json());
    else EvaluationText.lines(figures).forEach(console::print);
  }

  private List<String> translations(
      Translator translator, List<String> texts, String to, SearchOptions search) {
    var results = new ArrayList<>(Collections.nCopies(texts.size(), ""));
    try (var progress = new Progress(console, "into " + to, "sentences", 0, texts.size())) {
      for (int start = 0; start < texts.size(); start += LINES) {
        var fitting = new ArrayList<Integer>();
        for (int i = start; i < Math.min(start + LINES, texts.size()); i++)
          if (fits(translator, texts.get(i), to)) fitting.add(i);
        var found = translator.translateAll(fitting.stream().map(texts::get).toList(), to, search);
        for (int i = 0; i < found.size(); i++) results.set(fitting.get(i), text(found.get(i)));
        progress.update(Math.min(start + LINES, texts.size()), "");
      }
    }
    return results;
  }

  private static String text(Translation translation) {
    return translation.text();
  }

  private boolean fits(Translator translator, String text, String to) {
    if (translator.fits(text, to)) return true;
    tooLong++;
    return false;
  }
}
