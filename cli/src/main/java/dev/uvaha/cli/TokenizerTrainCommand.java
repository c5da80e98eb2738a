package dev.uvaha.cli;

import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.SpecialTokens;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.text.Utf8Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Learns a byte-level BPE from text files.
@Command(
    name = "train",
    description = "Learn a byte-level BPE and write it as a Hugging Face tokenizer.json.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha tokenizer train --out tokenizer.json corpus.en corpus.uk",
      "  uvaha tokenizer train --vocabulary 16000 --out mine.json pairs.tsv.gz"
    })
final class TokenizerTrainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Text, UTF-8, plain or .gz; the columns of a line may be parted by tabs.")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The tokenizer.json to write.")
  private Path out = Path.of("");

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description = "Tokens in all, the 256 bytes counted. Default: ${DEFAULT-VALUE}.")
  private int vocabulary = 8000;

  @Option(
      names = "--minimum-frequency",
      paramLabel = "N",
      description = "How often a pair must occur to be merged. Default: ${DEFAULT-VALUE}.")
  private int minimumFrequency = 2;

  @Option(
      names = "--languages",
      split = ",",
      paramLabel = "CODE",
      description = "Languages to have a token for, as <2uk>. Default: ${DEFAULT-VALUE}.")
  private List<String> languages = List.of("en", "uk");

  TokenizerTrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var specials = SpecialTokens.of(languages);
    var trainer = new BpeTrainer(new BpeTrainerConfig(vocabulary, minimumFrequency, specials));
    var tokenizer = train(trainer, specials.size());
    tokenizer.save(out);
    console.note(
        String.format(
            Locale.ROOT, "uvaha: wrote %s with %,d tokens", out, tokenizer.vocabularySize()));
    return 0;
  }

  private Tokenizer train(BpeTrainer trainer, int specials) {
    int merges = vocabulary - specials - 256;
    try (var texts = files.stream().flatMap(TokenizerTrainCommand::texts);
        var progress = new Progress(console, "learning", "merges", 0, merges)) {
      return trainer.train(texts, (done, total) -> progress.update(done, ""));
    }
  }

  private static Stream<String> texts(Path file) {
    try {
      return Utf8Lines.open(file).stream().flatMap(line -> Stream.of(line.text().split("\t")));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
