package dev.uvaha.data;

/// A sequence and what is known of it.
///
/// @param label with as many tags as the sequence has elements, if it tags them
public record LabelledSequence(Sequence sequence, Label label) {
  public LabelledSequence {
    if (label instanceof Label.PerPosition(int[] tags) && tags.length != sequence.length()) {
      throw new IllegalArgumentException(
          "expected a tag for each of %d elements, got %d tags"
              .formatted(sequence.length(), tags.length));
    }
  }
}
