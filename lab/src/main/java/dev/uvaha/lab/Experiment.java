package dev.uvaha.lab;

/// A question that is answered by running something.
public interface Experiment {
  /// What the command line calls it: one lower-case word.
  String name();

  /// One line for people.
  String title();

  /// What is asked, how it is answered and what the lecture leads one to expect, in a paragraph.
  String question();

  /// Whether it can work on a [Study#data] of the user's own.
  default boolean takesText() {
    return false;
  }

  /// Whether another seed may change what it finds.
  default boolean seeded() {
    return true;
  }

  /// Runs it.
  ///
  /// @throws IllegalArgumentException if the study's data cannot be used; one line says why
  Findings run(Study study);
}
