package dev.uvaha.training;

import dev.uvaha.training.CheckpointConfig.Kept;
import dev.uvaha.training.TrainingEvent.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The validations of a run so far: which was the best, how many since, whose checkpoints are kept.
///
/// @param best the best of all; none before the first
/// @param since validations after the best
/// @param kept in the order of their steps
/// @param latest the step of the newest; 0 before the first
record History(List<Scored> best, int since, List<Scored> kept, long latest) {
  static final History EMPTY = new History(List.of(), 0, List.of(), 0);

  /// A validation.
  ///
  /// @param score the higher the better
  record Scored(long step, double score, OptionalDouble loss) {}

  Standing standing(Scored newest) {
    return best.isEmpty() || newest.score > best.getFirst().score
        ? Standing.BEST
        : Standing.NOT_BEST;
  }

  History plus(Scored newest, CheckpointConfig config) {
    var all = Stream.concat(kept.stream(), Stream.of(newest));
    var chosen =
        switch (config.kept()) {
          case Kept.BEST -> all.sorted(Comparator.comparingDouble(Scored::score).reversed());
          case Kept.LAST -> all.sorted(Comparator.comparingLong(Scored::step).reversed());
        };
    var next = chosen.limit(config.keep()).sorted(Comparator.comparingLong(Scored::step)).toList();
    return switch (standing(newest)) {
      case BEST -> new History(List.of(newest), 0, next, newest.step);
      case NOT_BEST -> new History(best, since + 1, next, newest.step);
    };
  }

  /// The average of the kept checkpoints is the best; it is no validation on the way.
  History averaged(Scored average) {
    return new History(List.of(average), since, kept, latest);
  }

  List<Long> steps() {
    return kept.stream().map(Scored::step).toList();
  }
}
