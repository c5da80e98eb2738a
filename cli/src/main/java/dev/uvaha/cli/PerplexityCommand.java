package dev.uvaha.cli;

import dev.uvaha.language.Perplexity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says how well a language model foretells a text.
@Command(
    name = "perplexity",
    description = "Say how well a language model foretells a text.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha perplexity --model gpt2 book.txt",
      "  uvaha perplexity --model gpt2 --weights int8 --window 256 book.txt",
      "",
      "Bits per byte compare models of different tokenizers."
    })
final class PerplexityCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private LanguageModelOption model = new LanguageModelOption();

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "The most tokens that see one another. Default: the context, 1024 at most.")
  private Optional<Integer> window = Optional.empty();

  @Parameters(paramLabel = "FILE", description = "Text in UTF-8.")
  private Path file = Path.of("");

  PerplexityCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var text = Files.readString(file);
    var opened = model.load();
    var longest = Math.min(1024, opened.model().maximumLength());
    var found =
        Perplexity.of(
            opened,
            text,
            window.orElse(longest),
            done -> {
              if (console.notesReader() == Console.Reader.TERMINAL)
                console.redraw("\r%,d tokens".formatted(done));
            });
    if (console.notesReader() == Console.Reader.TERMINAL) console.redraw("\r\u001b[K");
    console.print(
        String.format(
            Locale.ROOT,
            "perplexity %.4f, %.4f nats a token, %.4f bits a byte; %,d tokens, %,d bytes",
            found.perToken(),
            found.nats() / found.tokens(),
            found.bitsPerByte(),
            found.tokens(),
            found.bytes()));
    return 0;
  }
}
