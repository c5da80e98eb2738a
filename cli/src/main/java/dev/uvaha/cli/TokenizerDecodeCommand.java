package dev.uvaha.cli;

import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Turns token ids into text.
@Command(
    name = "decode",
    description = "Print the text of token ids; special tokens are left out.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha tokenizer decode --tokenizer tokenizer.json 464 2368 21256",
      "  uvaha tokenizer decode --tokenizer tokenizer.json 464,2368,21256",
      "  uvaha tokenizer decode --tokenizer tokenizer.json - < ids.txt"
    })
final class TokenizerDecodeCommand implements Callable<Integer> {
  private static final int LINES = 256;
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  private final Console console;

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "ID",
      description = "Token ids, parted by spaces or commas, or - to read lines of them.")
  private List<String> ids = List.of();

  TokenizerDecodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var loaded = tokenizer.load();
    if (ids.equals(List.of("-"))) {
      var lines = new ArrivingLines(console.in(), LINES);
      for (var batch = lines.next(); !batch.isEmpty(); batch = lines.next())
        for (var line : batch) print(loaded, line.text(), "standard input:" + line.number() + ": ");
    } else {
      print(loaded, String.join(" ", ids), "");
    }
    return 0;
  }

  private void print(Tokenizer loaded, String text, String where) {
    var numbers =
        SEPARATOR
            .splitAsStream(text)
            .filter(id -> !id.isEmpty())
            .mapToInt(id -> id(id, loaded.vocabularySize(), where))
            .toArray();
    console.print(loaded.decode(numbers));
  }

  private static int id(String id, int size, String where) {
    if (id.matches("\\d{1,9}") && Integer.parseInt(id) < size) return Integer.parseInt(id);
    throw new IllegalArgumentException(
        "%s'%s' is no token id: this tokenizer's are 0 to %d".formatted(where, id, size - 1));
  }
}
