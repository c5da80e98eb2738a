package dev.uvaha.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `uvaha` command.
@Command(name = "uvaha", mixinStandardHelpOptions = true, version = "0.1.0")
public final class Uvaha implements Runnable {
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Uvaha()).execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
