package dev.uvaha.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An experiment that finds what it is told to, for tests of what is made of findings.
public record ExampleExperiment(Findings findings) implements Experiment {
  /// A study of two seeds whose parts are in a folder.
  public static Study study(Path folder) {
    return new Study(
        Study.Scale.QUICK,
        List.of(1L, 2L),
        Optional.empty(),
        Parts.open(folder, "example"),
        Watch.silent());
  }

  @Override
  public String name() {
    return "example";
  }

  @Override
  public String title() {
    return "Is 1 < 2 & \"2\" > 1?";
  }

  @Override
  public String question() {
    return "One asks.";
  }

  @Override
  public Findings run(Study study) {
    return findings;
  }
}
