package dev.uvaha.cli;

import dev.uvaha.hub.pull.PullListener;
import java.util.Optional;

/// Shows a model's coming as one bar over all its files, in megabytes.
final class PullView implements PullListener, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  private final Console console;
  private Optional<Progress> progress = Optional.empty();

  PullView(Console console) {
    this.console = console;
  }

  @Override
  public void begins(int files, long bytes) {
    close();
    var total = (bytes + MEGABYTE - 1) / MEGABYTE;
    progress = Optional.of(new Progress(console, "pulling", "MB", 0, total));
  }

  @Override
  public void arrived(String file, long bytes) {
    progress.ifPresent(shown -> shown.update((bytes + MEGABYTE - 1) / MEGABYTE, file));
  }

  @Override
  public void again(String why) {
    var line = "uvaha: " + TerminalText.oneLine(why) + "; trying again";
    progress.ifPresentOrElse(shown -> shown.note(line), () -> console.note(line));
  }

  @Override
  public void close() {
    progress.ifPresent(Progress::close);
    progress = Optional.empty();
  }
}
