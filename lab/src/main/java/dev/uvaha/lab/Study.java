package dev.uvaha.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /// A constant's name as parts and figures bear it: `ONE_VECTOR` is `one-vector`.
  public static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The results of every subject, one for each seed; what was made before is not made again. The
  /// first seed of all subjects comes first, so that whoever stops after it can compare them.
  ///
  /// @param subjects what is compared
  /// @param name of a subject, in file-name characters; a part is called `NAME-seedN`
  /// @return the subjects in their order
  /// @throws StoppedException if it was asked to stop
  public <S, R extends Record> Map<S, List<R>> compare(
      List<S> subjects, Function<S, String> name, Class<R> type, SeededWork<S, R> work) {
    Map<S, List<R>> results = new LinkedHashMap<>();
    for (var subject : subjects) results.put(subject, new ArrayList<>());
    var total = subjects.size() * seeds.size();
    var number = 0;
    for (var seed : seeds)
      for (var entry : results.entrySet()) {
        var part = name.apply(entry.getKey()) + "-seed" + seed;
        if (watch.stop().isRequested()) throw new StoppedException(part);
        var place = ++number;
        entry
            .getValue()
            .add(
                parts.get(
                    part,
                    type,
                    () -> {
                      watch.begun(part, place, total);
                      return work.run(part, entry.getKey(), seed);
                    }));
      }
    return results;
  }

  /// Work that a seed decides.
  public interface SeededWork<S, R> {
    /// Does the work.
    ///
    /// @param part the part's name, for messages and folders
    R run(String part, S subject, long seed);
  }
}
