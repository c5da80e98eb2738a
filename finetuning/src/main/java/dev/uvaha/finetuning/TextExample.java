package dev.uvaha.finetuning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// An example as a model reads it.
///
/// @param sequences of tokens, one or more
/// @param label the class's number
record TextExample(List<int[]> sequences, int label) {
  /// The token positions that its longest sequence takes.
  int length() {
    return sequences.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextExample(var others, int number)
        && number == label
        && others.size() == sequences.size()
        && IntStream.range(0, others.size())
            .allMatch(i -> Arrays.equals(others.get(i), sequences.get(i)));
  }

  @Override
  public int hashCode() {
    var hash = label;
    for (var sequence : sequences) hash = 31 * hash + Arrays.hashCode(sequence);
    return hash;
  }
}
