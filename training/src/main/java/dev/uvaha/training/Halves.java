package dev.uvaha.training;

import java.util.List;

/// Batches that are lists, for [TrainingTask#halves].
public final class Halves {
  private Halves() {}

  /// The first and the second half; of one example or none that list itself.
  public static <E> List<List<E>> of(List<E> batch) {
    var half = batch.size() / 2;
    return half == 0
        ? List.of(batch)
        : List.of(batch.subList(0, half), batch.subList(half, batch.size()));
  }
}
