package dev.uvaha.lab;

import dev.uvaha.training.StopSignal;
import java.util.ArrayList;
import java.util.List;

/// Remembers which parts were begun and made.
public class RecordingWatch implements Watch {
  private final List<String> begun = new ArrayList<>();
  private final List<String> finished = new ArrayList<>();

  @Override
  public void begun(String part, int number, int total) {
    begun.add("%s, %d of %d".formatted(part, number, total));
  }

  @Override
  public void told(String line) {}

  @Override
  public void advanced(String part, double share, String now) {}

  @Override
  public void finished(String part, String result) {
    finished.add(part);
  }

  @Override
  public StopSignal stop() {
    return new StopSignal();
  }

  public List<String> begun() {
    return begun;
  }

  public List<String> finished() {
    return finished;
  }
}
