package dev.uvaha.cli;

import dev.uvaha.finetuning.TextClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells the class of a text.
@Command(
    name = "classify",
    description = "Tell the class of a text by a classifier that 'uvaha train' made.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha classify --model runs/classification \"a large bird of prey\"",
      "  uvaha classify --model runs/entailment \"A cat sleeps.\" \"An animal sleeps.\""
    })
final class ClassifyCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The classifier's folder.")
  private Path model = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many classes to tell, the likeliest first. Default: ${DEFAULT-VALUE}.")
  private int top = 3;

  @Parameters(
      paramLabel = "TEXT",
      arity = "1..*",
      description =
          "The text; two for entailment and similarity; a context and its choices for multiple"
              + " choice.")
  private List<String> texts = List.of();

  ClassifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (top < 1) throw new IllegalArgumentException("--top must be 1 or more, got " + top);
    TextClassifier.load(model).classify(texts).answers().stream()
        .limit(top)
        .map(answer ->
            String.format(
                Locale.ROOT,
                "%6.2f%%  %s",
                100 * answer.probability(),
                TerminalText.oneLine(answer.label())))
        .forEach(console::print);
    return 0;
  }
}
