package dev.uvaha.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// What an experiment works with.
///
/// @param scale how much is done
/// @param seeds each part is run once with each of them
/// @param data a parallel text of the user's own, for experiments that translate
/// @param parts what was done already
/// @param watch is told how far it is
public record Study(
    Scale scale, List<Long> seeds, Optional<ParallelText> data, Parts parts, Watch watch) {
  /// How much is done.
  public enum Scale {
    /// A first look: from seconds to a few minutes.
    QUICK,
    /// As the documents show it.
    FULL
  }

  public Study {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) throw new IllegalArgumentException("seeds must be 1 or more");
  }

  /// The seeds 1, 2, …, `count`.
  public static List<Long> seeds(int count) {
    if (count < 1 || count > 1000)
      throw new IllegalArgumentException("seeds must be 1 to 1000, got " + count);
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  /// One choice or the other, by the scale.
  public <T> T choose(T quick, T full) {
    return switch (scale) {
      case QUICK -> quick;
      case FULL -> full;
    };
  }

  /// A part's result for each seed, made unless it was made before.
  ///
  /// @throws StoppedException if it was asked to stop
  public <R extends Record> List<R> eachSeed(String name, Class<R> type, SeededWork<R> work) {
    var results = new ArrayList<R>();
    for (var seed : seeds) {
      var part = name + "-seed" + seed;
      if (watch.stop().isRequested()) throw new StoppedException(part);
      results.add(parts.get(part, type, () -> work.run(part, seed)));
    }
    return results;
  }

  /// Work that a seed decides.
  public interface SeededWork<R> {
    /// Does the work.
    ///
    /// @param part the part's name, for messages and folders
    R run(String part, long seed);
  }
}
