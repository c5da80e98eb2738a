package dev.uvaha.cli;

import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Turns text into token ids.
@Command(
    name = "encode",
    description = "Print the token ids of a text.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha tokenizer encode --tokenizer tokenizer.json \"The cat sleeps.\"",
      "  uvaha tokenizer encode --tokenizer runs/mine --json - < corpus.en"
    })
final class TokenizerEncodeCommand implements Callable<Integer> {
  private static final int LINES = 256;

  private final Console console;

  @Mixin private TokenizerOption tokenizer = new TokenizerOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "TEXT",
      description = "The text, or - to read lines from standard input.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "Print an object a line: ids and tokens.")
  private boolean json;

  TokenizerEncodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var loaded = tokenizer.load();
    if (words.equals(List.of("-"))) {
      var lines = new ArrivingLines(console.in(), LINES);
      for (var batch = lines.next(); !batch.isEmpty(); batch = lines.next())
        batch.forEach(line -> print(loaded, line.text()));
    } else {
      print(loaded, String.join(" ", words));
    }
    return 0;
  }

  private void print(Tokenizer loaded, String text) {
    var ids = loaded.encode(text);
    if (json) {
      var report = new LinkedHashMap<String, Object>();
      report.put("ids", ids);
      report.put("tokens", Arrays.stream(ids).mapToObj(loaded::token).toList());
      console.print(JsonMapper.shared().writeValueAsString(report));
    } else {
      console.print(
          Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
    }
  }
}
