package dev.uvaha.lab.positions;

import dev.uvaha.lab.Range;
import java.util.List;

/// What one model came to.
///
/// @param losses the mean training loss between each two reports
/// @param accuracy at each position of the sequences twice as long as in training, from
///   [CopyTask#BACK] on
/// @param trained the accuracy over sequences as long as in training
record PositionsResult(List<Double> losses, List<Double> accuracy, double trained) {
  /// The accuracy at positions that training never saw.
  double beyond(int length) {
    return accuracy.subList(length - CopyTask.BACK, accuracy.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  static Range trained(List<PositionsResult> seeds) {
    return Range.over(seeds, PositionsResult::trained);
  }

  static Range beyond(List<PositionsResult> seeds, int length) {
    return Range.over(seeds, seed -> seed.beyond(length));
  }
}
