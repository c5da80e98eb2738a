package dev.uvaha.benchmarks;

/// How often something is run to be timed.
///
/// @param warmup runs that do not count
/// @param measured runs that do, at most
/// @param seconds after which no further run begins, once there are three
public record Repeats(int warmup, int measured, double seconds) {
  private static final int LEAST = 3;

  /// Checks the numbers.
  public Repeats {
    if (warmup < 0 || measured < 1 || !(seconds > 0))
      throw new IllegalArgumentException(
          "warmup must be 0 or more, measured 1 or more, seconds over 0: warmup=%d, measured=%d, seconds=%s"
              .formatted(warmup, measured, seconds));
  }

  /// By `--warmup`, `--repeats` and `--seconds`, of which the last is no limit unless given.
  public static Repeats of(Arguments arguments, int measured) {
    return new Repeats(
        arguments.integer("warmup", LEAST),
        arguments.integer("repeats", measured),
        arguments.number("seconds", Double.POSITIVE_INFINITY));
  }

  boolean goOn(int done, double secondsSoFar) {
    return done < measured && (done < LEAST || secondsSoFar < seconds);
  }
}
