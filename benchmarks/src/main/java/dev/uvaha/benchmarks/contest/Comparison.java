package dev.uvaha.benchmarks.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One row of the table: a figure of ours beside PyTorch's.
///
/// @param ours the median over the rounds
/// @param peer the same of PyTorch
/// @param ratio how many times as good ours is: above 1, Uvaha is ahead
public record Comparison(
    String what,
    String unit,
    double ours,
    Optional<Double> peer,
    Optional<Ratio> ratio,
    Optional<Verdict> goal) {
  private static final List<String> DISTINGUISHING = List.of("dtype", "shape", "causal");

  /// The ratios of the rounds, each of two runs next to each other.
  public record Ratio(double median, double lowest, double highest) {}

  /// What was to be reached, and whether the median reaches it.
  public record Verdict(String goal, boolean met) {}

  /// The rows of a metric: one for each of our lines that differ in type, shape or mask.
  static List<Comparison> of(Metric metric, List<Turn> turns) {
    var cases = new TreeSet<String>();
    var ordered = new ArrayList<String>();
    for (var turn : turns)
      if (turn.side().equals(Turn.UVAHA))
        for (var line : turn.lines())
          if (isOf(metric.ours(), line) && cases.add(key(line))) ordered.add(key(line));
    return ordered.stream().map(key -> row(metric, key, turns)).toList();
  }

  private static Comparison row(Metric metric, String key, List<Turn> turns) {
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    for (var turn : turns) {
      if (turn.side().equals(Turn.UVAHA)) {
        value(metric.ours(), key, turn).ifPresent(ours::add);
      } else {
        value(metric.peer(), key, turn)
            .ifPresent(value -> {
              theirs.add(value);
              ratios.add(metric.ratio(ours.getLast(), value));
            });
      }
    }
    var peer = theirs.isEmpty() ? Optional.<Double>empty() : Optional.of(median(theirs));
    var ratio = ratios.isEmpty() ? Optional.<Ratio>empty() : Optional.of(ratio(ratios));
    var middle = median(ours);
    return new Comparison(
        (metric.ours().line() + " " + key).strip(),
        metric.unit(),
        middle,
        peer,
        ratio,
        metric.goal().flatMap(goal -> verdict(goal, middle, ratio)));
  }

  private static Optional<Verdict> verdict(Goal goal, double ours, Optional<Ratio> ratio) {
    return switch (goal) {
      case Goal.AtLeastRatio(double wanted) ->
          ratio.map(
              found -> new Verdict("≥ " + Page.plain(wanted) + "×", found.median() >= wanted));
      case Goal.AtMost(double wanted) ->
          Optional.of(new Verdict("≤ " + Page.plain(wanted), ours <= wanted));
      case Goal.AtLeast(double wanted) ->
          Optional.of(new Verdict("≥ " + Page.plain(wanted), ours >= wanted));
    };
  }

  private static Optional<Double> value(Metric.Cell cell, String key, Turn turn) {
    return turn.lines().stream()
        .filter(line -> isOf(cell, line) && key(line).equals(key))
        .map(line -> line.get(cell.field()).asDouble())
        .reduce((_, last) -> last);
  }

  private static boolean isOf(Metric.Cell cell, ObjectNode line) {
    return line.path("name").asString("").equals(cell.line()) && line.has(cell.field());
  }

  private static String key(ObjectNode line) {
    var parts = new ArrayList<String>();
    for (var field : DISTINGUISHING) if (line.has(field)) parts.add(said(field, line.get(field)));
    return String.join(" ", parts);
  }

  private static String said(String field, JsonNode value) {
    if (field.equals("causal")) return value.asBoolean() ? "causal" : "full";
    if (!value.isArray()) return value.asString();
    var sizes = new ArrayList<String>();
    for (var size : value) sizes.add(size.asString());
    return String.join("×", sizes);
  }

  private static Ratio ratio(List<Double> ratios) {
    var sorted = ratios.stream().sorted().toList();
    return new Ratio(median(ratios), sorted.getFirst(), sorted.getLast());
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
