package dev.uvaha.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How long each of several runs took, told as the PyTorch peers tell it.
///
/// @param seconds of each run, in the order of the runs
public record Timings(List<Double> seconds) {
  private static final double NANOS = 1e9;

  /// In what a time is printed.
  public enum Unit {
    MILLISECONDS("ms", 1e3),
    MICROSECONDS("us", 1e6);

    private final String symbol;
    private final double perSecond;

    Unit(String symbol, double perSecond) {
      this.symbol = symbol;
      this.perSecond = perSecond;
    }
  }

  /// Keeps its own copy, of one run at least.
  public Timings {
    seconds = List.copyOf(seconds);
    if (seconds.isEmpty()) throw new IllegalArgumentException("no run was timed");
  }

  /// Runs an action over and over.
  public static Timings measure(Repeats repeats, Runnable action) {
    for (var i = 0; i < repeats.warmup(); i++) action.run();
    var seconds = new ArrayList<Double>();
    var begin = System.nanoTime();
    while (repeats.goOn(seconds.size(), since(begin))) {
      var start = System.nanoTime();
      action.run();
      seconds.add(since(start));
    }
    return new Timings(seconds);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / NANOS;
  }

  /// The time that a share of the runs did not exceed, between two runs by a straight line.
  ///
  /// @param share in `[0, 1]`; 0.5 is the median
  public double quantile(double share) {
    var sorted = seconds.stream().sorted().toList();
    var place = share * (sorted.size() - 1);
    var below = (int) place;
    var above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  /// Seconds of the middle run.
  public double median() {
    return quantile(0.5);
  }

  /// Median, quartiles and the count of runs, as the peers name them.
  public Map<String, Object> fields(Unit unit) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("median", rounded(median() * unit.perSecond));
    fields.put(
        "quartiles",
        List.of(
            rounded(quantile(0.25) * unit.perSecond), rounded(quantile(0.75) * unit.perSecond)));
    fields.put("unit", unit.symbol);
    fields.put("runs", seconds.size());
    return fields;
  }

  /// Prints the [#fields], threads and the process's peak memory as one JSON line.
  ///
  /// @param further fields that say what was timed
  public void print(String name, Unit unit, Map<String, ?> further) {
    var all = fields(unit);
    all.putAll(further);
    Report.print(name, all);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
