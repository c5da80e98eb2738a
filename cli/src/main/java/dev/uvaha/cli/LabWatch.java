package dev.uvaha.cli;

import dev.uvaha.lab.Watch;
import dev.uvaha.training.StopSignal;
import java.util.Optional;

/// Shows how far an experiment is: a bar for the part that is being done, a line for each that is.
final class LabWatch implements Watch, AutoCloseable {
  private static final long UNITS = 100;

  private final Console console;
  private final StopSignal stop;
  private Optional<Bar> bar = Optional.empty();

  private record Bar(String part, Progress progress) {}

  LabWatch(Console console) {
    this.console = console;
    stop =
        StopSignal.onInterrupt(() ->
            console.note("uvaha: stopping where it can go on; Ctrl-C again ends at once, unsaved"));
  }

  @Override
  public void advanced(String part, double share, String now) {
    if (bar.filter(shown -> shown.part().equals(part)).isEmpty()) {
      endBar();
      bar = Optional.of(new Bar(part, new Progress(console, part, "%", 0, UNITS)));
    }
    bar.get().progress().update(Math.round(share * UNITS), now);
  }

  @Override
  public void finished(String part, String result) {
    endBar();
    console.note(part + ": " + result);
  }

  @Override
  public StopSignal stop() {
    return stop;
  }

  private void endBar() {
    bar.ifPresent(shown -> shown.progress().close());
    bar = Optional.empty();
  }

  @Override
  public void close() {
    endBar();
    stop.close();
  }
}
