package dev.uvaha.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a script that completes commands and options on the Tab key.
@Command(
    name = "completion",
    description = "Print the Tab completion for bash and zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(uvaha completion)                          for this shell",
      "  echo 'source <(uvaha completion)' >> ~/.bashrc      for every bash",
      "  echo 'source <(uvaha completion)' >> ~/.zshrc       for every zsh"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec specification = CommandSpec.create();

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var script = AutoComplete.bash("uvaha", specification.root().commandLine());
    console.print(script.stripTrailing());
    return 0;
  }
}
