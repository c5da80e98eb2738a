package dev.uvaha.data;

import java.util.List;

/// The examples of a corpus in its order, without those over the length limits.
///
/// @param report what was kept and what was dropped: tell the user, never drop silently
public record EncodedCorpus(List<Example> examples, LengthReport report) {
  public EncodedCorpus {
    examples = List.copyOf(examples);
    if (examples.size() != report.kept()) {
      throw new IllegalArgumentException(
          "EncodedCorpus: the report counts %d examples kept, got %d"
              .formatted(report.kept(), examples.size()));
    }
  }
}
