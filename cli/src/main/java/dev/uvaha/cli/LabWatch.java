package dev.uvaha.cli;

import dev.uvaha.lab.Watch;
import dev.uvaha.training.StopSignal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Shows how far an experiment is: a bar for the part that is being done, a line for each that is.
final class LabWatch implements Watch, AutoCloseable {
  private static final long UNITS = 1000;

  private final Console console;
  private final StopSignal stop;
  private final Set<String> told = new HashSet<>();
  private Optional<Progress> bar = Optional.empty();
  private String place = "";

  LabWatch(Console console) {
    this.console = console;
    stop =
        StopSignal.onInterrupt(() ->
            console.note("uvaha: stopping where it can go on; Ctrl-C again ends at once, unsaved"));
  }

  @Override
  public void begun(String part, int number, int total) {
    endBar();
    place = "part %d of %d, %s".formatted(number, total, part);
    bar = Optional.of(new Progress(console, place, "", 0, UNITS));
  }

  @Override
  public void advanced(String part, double share, String now) {
    bar.ifPresent(shown -> shown.update(Math.round(share * UNITS), now));
  }

  /// Parts that learn from one text say the same of it; once is enough.
  @Override
  public void told(String line) {
    if (told.add(line)) bar.ifPresentOrElse(shown -> shown.note(line), () -> console.note(line));
  }

  @Override
  public void finished(String part, String result) {
    endBar();
    console.note(place + ": " + result);
  }

  @Override
  public StopSignal stop() {
    return stop;
  }

  private void endBar() {
    bar.ifPresent(Progress::close);
    bar = Optional.empty();
  }

  @Override
  public void close() {
    endBar();
    stop.close();
  }
}
