package dev.uvaha.training;

import dev.uvaha.data.SequenceBatches;
import dev.uvaha.models.sequence.Elements;

/// Whether data are what a model reads and answers: told before training, in one line.
final class SequenceFit {
  private SequenceFit() {}

  /// Checks elements and labels.
  ///
  /// @param labels the kind that the model needs, as [SequenceBatches#labels] calls it
  /// @throws IllegalArgumentException if they are others, or out of range
  static void check(String task, SequenceBatches batches, Elements elements, String labels) {
    var read = name(elements);
    if (!batches.elements().equals(read))
      throw new IllegalArgumentException(
          "%s: the model reads %s, the sequences are %s; make a model for them"
              .formatted(task, read, batches.elements()));
    if (!batches.labels().equals(labels))
      throw new IllegalArgumentException(
          "%s: the model needs %s for each sequence, the labels are %s; make a model for them"
              .formatted(task, labels, batches.labels()));
    if (elements instanceof Elements.Tokens(int vocabulary)) batches.requireTokensBelow(vocabulary);
  }

  /// As [SequenceBatches#elements] calls them.
  static String name(Elements elements) {
    return switch (elements) {
      case Elements.Tokens _ -> "tokens";
      case Elements.Vectors(int features) -> "vectors of width " + features;
    };
  }
}
