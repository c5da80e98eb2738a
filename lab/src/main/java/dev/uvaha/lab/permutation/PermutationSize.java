package dev.uvaha.lab.permutation;

import dev.uvaha.lab.Study;
import java.util.List;

/// What is permuted.
///
/// @param lengths of the sequences, n; the longest is the one that verdicts are about
/// @param width D
/// @param heads of attention
/// @param permutations tried for each length
record PermutationSize(List<Integer> lengths, int width, int heads, int permutations) {
  static PermutationSize of(Study study) {
    return study.choose(
        new PermutationSize(List.of(8, 32, 128), 64, 4, 3),
        new PermutationSize(List.of(8, 16, 32, 64, 128, 256, 512), 64, 4, 10));
  }

  int longest() {
    return lengths.getLast();
  }
}
