package dev.uvaha.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The `uvaha` command: runs the command that the arguments name.
@Command(
    name = "uvaha",
    versionProvider = Versions.class,
    description = "Attention and transformers: trained, used and looked into.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha translate \"I am learning AI.\"",
      "  uvaha doctor",
      "  uvaha test",
      "",
      "'uvaha COMMAND --help' tells more. In the environment:",
      "  UVAHA_THREADS=N          the number of processor cores to use",
      "  UVAHA_JAVA_HOME=FOLDER   the JDK (25 or newer) to use",
      "  UVAHA_JAVA_OPTIONS=...   options for Java, such as -Xmx4g",
      "  UVAHA_DEBUG=1            stack traces of errors, as by --debug",
      "  NO_COLOR=1               no colours"
    })
public final class Uvaha implements Callable<Integer> {
  private static final int NARROWEST_HELP = 60;
  private static final int WIDEST_HELP = 100;

  private final Console console;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean helps;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of Uvaha, its engine and Java.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean showsVersion;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "On an error, show the stack trace.")
  private boolean debugs;

  private Uvaha(Console console) {
    this.console = console;
  }

  /// Runs the command line and ends the process with its exit code: 0 if all went well, 2 if the
  /// arguments or the input are at fault, 1 if the work failed.
  public static void main(String[] arguments) {
    System.exit(run(Console.system(), arguments));
  }

  static int run(Console console, String... arguments) {
    var root = new Uvaha(console);
    var failures = new Failures(console);
    try {
      var help = new StringWriter();
      var exitCode =
          root.commandLine()
              .setExecutionExceptionHandler(failures)
              .setParameterExceptionHandler(failures)
              .setOut(new PrintWriter(help, true))
              .execute(arguments);
      if (!help.toString().isEmpty()) console.print(help.toString().stripTrailing());
      console.flush();
      return exitCode;
    } catch (RuntimeException | Error e) {
      return failures.handle(e, root);
    }
  }

  /// All commands, in the order of the help.
  private CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new TranslateCommand(console))
        .addSubcommand(new TrainCommand(console))
        .addSubcommand(new ClassifyCommand(console))
        .addSubcommand(new ClassifyImageCommand(console))
        .addSubcommand(new ProbeCommand(console))
        .addSubcommand(new EvaluateCommand(console))
        .addSubcommand(new ScoreCommand(console))
        .addSubcommand(new TraceCommand(console))
        .addSubcommand(new GenerateCommand(console))
        .addSubcommand(new ChatCommand(console))
        .addSubcommand(new EmbedCommand(console))
        .addSubcommand(new PerplexityCommand(console))
        .addSubcommand(new ServeCommand(console))
        .addSubcommand(new StudioCommand(console))
        .addSubcommand(new LabCommand(console))
        .addSubcommand(new PullCommand(console))
        .addSubcommand(new ImportCommand(console))
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(TokenizerCommand.commandLine(console))
        .addSubcommand(new DoctorCommand(console))
        .addSubcommand(new CompletionCommand(console))
        .addSubcommand(LauncherCommand.BUILD.command(), LauncherCommand.BUILD.specification())
        .addSubcommand(LauncherCommand.TEST.command(), LauncherCommand.TEST.specification())
        .setUsageHelpWidth(Math.clamp(console.columns(), NARROWEST_HELP, WIDEST_HELP))
        .setColorScheme(Help.defaultColorScheme(console.coloursOutput() ? Ansi.ON : Ansi.OFF));
  }

  boolean debugs() {
    return debugs;
  }

  /// Without a command there is nothing to do but to show which there are.
  @Override
  public Integer call() {
    console.print(commandLine().getUsageMessage().stripTrailing());
    return Failures.BAD_INPUT;
  }
}
