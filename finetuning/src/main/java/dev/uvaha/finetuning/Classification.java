package dev.uvaha.finetuning;

import java.util.List;

/// What a classifier tells of a text.
///
/// @param answers every class, the likeliest first
public record Classification(List<Answer> answers) {
  /// A class.
  ///
  /// @param probability 0 to 1
  public record Answer(String label, double probability) {}

  /// Keeps its own copy, of one class at least.
  public Classification {
    answers = List.copyOf(answers);
    if (answers.isEmpty()) throw new IllegalArgumentException("there is no class to tell");
  }

  /// The likeliest class.
  public String label() {
    return answers.getFirst().label();
  }
}
