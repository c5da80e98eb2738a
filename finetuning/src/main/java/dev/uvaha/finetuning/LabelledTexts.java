package dev.uvaha.finetuning;

import java.util.List;

/// An example as it stands in a file.
///
/// @param label the class's name or, of multiple choice, the right one's place from 0
/// @param texts as the [Kind] has them
public record LabelledTexts(String label, List<String> texts) {
  /// Keeps its own copy.
  public LabelledTexts {
    texts = List.copyOf(texts);
  }
}
