package dev.uvaha.nn.recurrent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How a padded batch `[B, T]` is packed: all first steps, then all second ones, without padding,
/// the longest sequence first. Positions are rows of the batch laid flat, `b · T + t`.
///
/// @param rows how many sequences each step has
/// @param order the sequences from the longest to the shortest, those of length 0 left out
/// @param steps P positions of the batch in packed order
/// @param places where each position of the batch went, `B · T` of them; P for padding
/// @param ends where each sequence went among the last states, B of them; R for length 0
@SuppressWarnings("ArrayRecordComponent") // plain indices, never compared
record PackedSequences(long[] rows, int[] order, int[] steps, int[] places, int[] ends) {
  /// Which way a sequence is read.
  enum Direction {
    FORWARDS,
    BACKWARDS
  }

  /// Packs sequences of these lengths, padded on the right to T.
  static PackedSequences of(int[] lengths, int padded, Direction direction) {
    var order =
        IntStream.range(0, lengths.length)
            .filter(b -> lengths[b] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(b -> -lengths[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    var rows = new long[order.length == 0 ? 0 : lengths[order[0]]];
    var steps = new int[IntStream.of(lengths).sum()];
    var places = new int[lengths.length * padded];
    Arrays.fill(places, steps.length);
    var p = 0;
    for (var step = 0; step < rows.length; step++) {
      for (var b : order) {
        if (step >= lengths[b]) break;
        var t =
            switch (direction) {
              case FORWARDS -> step;
              case BACKWARDS -> lengths[b] - 1 - step;
            };
        steps[p] = b * padded + t;
        places[steps[p]] = p++;
        rows[step]++;
      }
    }
    var ends = new int[lengths.length];
    Arrays.fill(ends, order.length);
    for (var i = 0; i < order.length; i++) ends[order[i]] = i;
    return new PackedSequences(rows, order, steps, places, ends);
  }
}
