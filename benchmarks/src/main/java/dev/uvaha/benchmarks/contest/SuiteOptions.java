package dev.uvaha.benchmarks.contest;

import dev.uvaha.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How the suite is run.
///
/// @param home the repository's root
/// @param python of the peers, if there is one
/// @param data parallel text for the translation contest
/// @param rounds how often each pair is run
/// @param waitMinutes how long to wait for a quiet machine before each program
record SuiteOptions(
    Path home,
    Optional<Path> python,
    Optional<Path> data,
    Set<String> only,
    Effort effort,
    int rounds,
    double waitMinutes) {
  /// Whether figures are wanted, or just to see that all of it runs.
  enum Effort {
    THOROUGH,
    QUICK
  }

  /// Checks the numbers.
  SuiteOptions {
    only = Set.copyOf(only);
    if (rounds < 1) throw new IllegalArgumentException("--rounds must be 1 or more, got " + rounds);
  }

  static SuiteOptions of(Path home, Effort effort, Set<String> only, Arguments arguments) {
    var quick = effort == Effort.QUICK;
    return new SuiteOptions(
        home,
        arguments
            .text("python")
            .or(() -> Optional.ofNullable(System.getenv("UVAHA_PEER_PYTHON")))
            .map(Path::of)
            .or(() -> Optional.of(home.resolve("benchmarks/peers/.venv/bin/python")))
            .filter(python -> python.toFile().canExecute())
            .map(Path::toAbsolutePath),
        arguments.text("data").map(Path::of),
        new TreeSet<>(only),
        effort,
        arguments.integer("rounds", quick ? 1 : 3),
        arguments.number("wait", quick ? 0 : 10));
  }

  boolean wants(Contest contest) {
    return only.isEmpty() || only.contains(contest.name());
  }

  String thorough(String arguments, String quickly) {
    return switch (effort) {
      case THOROUGH -> arguments;
      case QUICK -> quickly;
    };
  }
}
