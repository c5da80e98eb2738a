package dev.uvaha.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Cuts text into tokens; by itself it only shows what it can do.
@Command(
    name = "tokenizer",
    description = "Learn a tokenizer from text, and encode and decode with it.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha tokenizer train --out tokenizer.json corpus.en corpus.uk",
      "  uvaha tokenizer encode --tokenizer tokenizer.json \"The cat sleeps.\"",
      "  uvaha tokenizer decode --tokenizer tokenizer.json 464 2368 21256"
    })
final class TokenizerCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec specification = CommandSpec.create();

  private TokenizerCommand(Console console) {
    this.console = console;
  }

  /// The command with its own commands.
  static CommandLine commandLine(Console console) {
    return new CommandLine(new TokenizerCommand(console))
        .addSubcommand(new TokenizerTrainCommand(console))
        .addSubcommand(new TokenizerEncodeCommand(console))
        .addSubcommand(new TokenizerDecodeCommand(console));
  }

  @Override
  public Integer call() {
    console.print(specification.commandLine().getUsageMessage().stripTrailing());
    return Failures.BAD_INPUT;
  }
}
