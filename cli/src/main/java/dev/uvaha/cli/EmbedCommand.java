package dev.uvaha.cli;

import dev.uvaha.language.TextEmbedder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Makes vectors of sentences, and compares them.
@Command(
    name = "embed",
    description = "Make a vector of each text, or show how alike texts are.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha embed --model minilm \"A cat sleeps.\"",
      "  uvaha embed --model minilm --compare \"A cat sleeps.\" \"A kitten naps.\"",
      "",
      "A vector is the mean of the states of a BERT's tokens, at length 1: the cosine",
      "of two is their product."
    })
final class EmbedCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "A BERT of Hugging Face's kind, such as a sentence encoder.")
  private Path model = Path.of("");

  @Option(names = "--compare", description = "Print the cosines instead, each text with each.")
  private boolean compares;

  @Parameters(arity = "1..*", paramLabel = "TEXT", description = "What to read.")
  private List<String> texts = List.of();

  EmbedCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var vectors = TextEmbedder.load(model).embedAll(texts);
    for (var i = 0; i < texts.size(); i++)
      console.print(compares ? cosines(i, vectors) : json(texts.get(i), vectors.get(i)));
    return 0;
  }

  private static String json(String text, float[] vector) {
    var said = new LinkedHashMap<String, Object>();
    said.put("text", text);
    said.put("vector", vector);
    return JsonMapper.shared().writeValueAsString(said);
  }

  private String cosines(int row, List<float[]> vectors) {
    return vectors.stream()
            .map(other -> String.format(Locale.ROOT, "%6.3f", product(vectors.get(row), other)))
            .collect(Collectors.joining(" "))
        + "  "
        + TerminalText.oneLine(texts.get(row));
  }

  private static double product(float[] left, float[] right) {
    return IntStream.range(0, left.length).mapToDouble(i -> (double) left[i] * right[i]).sum();
  }
}
