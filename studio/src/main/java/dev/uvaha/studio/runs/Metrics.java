package dev.uvaha.studio.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `metrics.jsonl` of a run says so far: reports and validations, in their order. A line that
/// is being written, or was cut off, is left for the next time.
///
/// @param lines of numbers by their names, as [dev.uvaha.training.JsonLines] writes them
record Metrics(List<Map<String, Double>> lines) {
  /// Points of a curve that a page can use.
  static final int MOST = 2_000;

  private static final String STEP = "step";

  /// Reads a file; one that is not there has no lines.
  static Metrics read(Path file) {
    var lines = new ArrayList<Map<String, Double>>();
    try {
      if (!Files.isRegularFile(file)) return new Metrics(List.of());
      for (var line : Files.readString(file, StandardCharsets.UTF_8).lines().toList())
        line(line).ifPresent(lines::add);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
    return new Metrics(List.copyOf(lines));
  }

  private static Optional<Map<String, Double>> line(String text) {
    try {
      var json = JsonMapper.shared().readTree(text);
      if (!json.path(STEP).isNumber()) return Optional.empty();
      var numbers = new LinkedHashMap<String, Double>();
      for (var field : json.properties())
        if (isUsable(field.getValue())) numbers.put(field.getKey(), field.getValue().asDouble());
      return Optional.of(numbers);
    } catch (JacksonException cutOff) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble());
  }

  /// The newest number of this name.
  Optional<Double> latest(String name) {
    return lines.reversed().stream()
        .filter(line -> line.containsKey(name))
        .findFirst()
        .map(line -> line.get(name));
  }

  /// The numbers of this name.
  List<Double> all(String name) {
    return lines.stream()
        .filter(line -> line.containsKey(name))
        .map(line -> line.get(name))
        .toList();
  }

  /// The curve of this name over the steps: of long ones every so-and-so many, and the last.
  Curve curve(String name) {
    var points = lines.stream().filter(line -> line.containsKey(name)).toList();
    var stride = Math.max(1, Math.ceilDiv(points.size(), MOST));
    var steps = new ArrayList<Double>();
    var seconds = new ArrayList<Double>();
    var values = new ArrayList<Double>();
    for (var i = 0; i < points.size(); i++)
      if (i % stride == 0 || i == points.size() - 1) {
        var line = points.get(i);
        steps.add(line.getOrDefault(STEP, 0.0));
        seconds.add(line.getOrDefault("seconds", 0.0));
        values.add(line.getOrDefault(name, 0.0));
      }
    return new Curve(steps, seconds, values);
  }

  /// A curve.
  ///
  /// @param steps and
  /// @param seconds at which its points lie
  /// @param values as many
  record Curve(List<Double> steps, List<Double> seconds, List<Double> values) {}
}
