package dev.uvaha.training.classification;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What a classifier tells of a text or a picture.
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

  /// Every class with its probability.
  ///
  /// @param labels by their numbers
  /// @param probabilities as many
  public static Classification of(List<String> labels, float[] probabilities) {
    if (labels.size() != probabilities.length)
      throw new IllegalArgumentException(
          "Classification: %d labels need as many probabilities, got %d"
              .formatted(labels.size(), probabilities.length));
    return new Classification(
        IntStream.range(0, probabilities.length)
            .mapToObj(number -> new Answer(labels.get(number), probabilities[number]))
            .sorted(Comparator.comparingDouble(Answer::probability).reversed())
            .toList());
  }

  /// The likeliest class.
  public String label() {
    return answers.getFirst().label();
  }
}
