package dev.uvaha.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What the launcher `./uvaha` does without Java: here for the help and the completion.
enum LauncherCommand {
  BUILD(
      "build",
      "Build now, by Maven; its options are kept for later builds.",
      """
        ./uvaha build            for this machine's processor
        ./uvaha build -Pcuda     for an NVIDIA GPU\
      """),
  TEST(
      "test",
      "Build and run all tests, by Maven.",
      """
        ./uvaha test             everything
        ./uvaha test -pl nn -am  one module and what it needs\
      """);

  private final String command;
  private final String description;
  private final String examples;

  LauncherCommand(String command, String description, String examples) {
    this.command = command;
    this.description = description;
    this.examples = examples;
  }

  String command() {
    return command;
  }

  CommandSpec specification() {
    var specification = CommandSpec.wrapWithoutInspection((Runnable) this::refuse);
    specification.parser().unmatchedOptionsArePositionalParams(true);
    specification
        .usageMessage()
        .description(description)
        .footerHeading("%nExamples:%n")
        .footer(examples.stripTrailing().split("\\R"));
    return specification.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("OPTION")
            .description("Options for Maven.")
            .type(String[].class)
            .arity("0..*")
            .build());
  }

  private void refuse() {
    throw new IllegalArgumentException(
        "'" + command + "' is for the launcher in the repository: run ./uvaha " + command);
  }
}
