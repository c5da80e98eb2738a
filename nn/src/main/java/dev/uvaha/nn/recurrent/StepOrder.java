package dev.uvaha.nn.recurrent;

import dev.uvaha.nn.recurrent.PackedSequences.Direction;

/// How a padded batch `[B, T]` is laid out step by step, `[T, B]`, each sequence from its own
/// beginning or end. Positions are rows of the batch laid flat, `b · T + t`, and `s · B + b` of the
/// steps.
///
/// @param steps which position each step of each sequence reads, `T · B` of them
/// @param places where each position of the batch went, `B · T` of them; `T · B` for padding
/// @param ends each sequence's last step, B of them; `T · B` for length 0
@SuppressWarnings("ArrayRecordComponent") // plain indices, never compared
record StepOrder(int[] steps, int[] places, int[] ends) {
  static StepOrder of(int[] lengths, int longest, Direction direction) {
    var batch = lengths.length;
    var nowhere = longest * batch;
    var steps = new int[nowhere];
    var places = new int[nowhere];
    var ends = new int[batch];
    for (var b = 0; b < batch; b++) {
      for (var step = 0; step < longest; step++) {
        var real = step < lengths[b];
        var t = real && direction == Direction.BACKWARDS ? lengths[b] - 1 - step : step;
        steps[step * batch + b] = b * longest + t;
        places[b * longest + t] = real ? step * batch + b : nowhere;
      }
      ends[b] = lengths[b] == 0 ? nowhere : (lengths[b] - 1) * batch + b;
    }
    return new StepOrder(steps, places, ends);
  }
}
