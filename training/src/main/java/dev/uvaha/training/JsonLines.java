package dev.uvaha.training;

import dev.uvaha.files.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Writes reports and validations as one JSON object a line, for programs and for plots.
///
/// A report has `step`, `epoch`, `seconds`, `loss`, `rate`, `gradient_norm`, `tokens_per_second`
/// and, where known, `memory` (bytes); a validation `step`, `epoch`, `seconds` and, where there is
/// one, `validation_loss`, `bits_per_byte` and `metric`, and `best`.
public final class JsonLines implements TrainingListener, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double MILLIS = 1e3;

  private final Path file;
  private final Writer writer;

  private JsonLines(Path file, Writer writer) {
    this.file = file;
    this.writer = writer;
  }

  /// Goes on after the lines of a file up to a step; those beyond it, of a run that was killed
  /// after its last saved state, are dropped: their steps are taken again.
  static JsonLines append(Path file, long step) {
    try {
      if (Files.exists(file)) keepUpTo(file, step);
      var writer =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new JsonLines(file, writer);
    } catch (IOException failure) {
      throw Run.failed("write", file, failure);
    }
  }

  private static void keepUpTo(Path file, long step) throws IOException {
    var kept =
        Files.readAllLines(file).stream()
            .filter(line -> step(line) <= step)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    AtomicFile.write(file, kept.getBytes(StandardCharsets.UTF_8));
  }

  /// A line that was cut off counts as beyond every step.
  private static long step(String line) {
    try {
      return JSON.readTree(line).path("step").asLong(Long.MAX_VALUE);
    } catch (JacksonException cutOff) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingEvent.Reported report -> write(report(report));
      case TrainingEvent.Validated validated -> write(validation(validated));
      case TrainingEvent.Started _,
          TrainingEvent.Stepped _,
          TrainingEvent.Saved _,
          TrainingEvent.Finished _ -> {}
    }
  }

  private static Map<String, Object> report(TrainingEvent.Reported report) {
    var line = line(report.progress());
    line.put("loss", report.loss());
    line.put("rate", report.rate());
    line.put("gradient_norm", report.gradientNorm());
    line.put("tokens_per_second", Math.round(report.speed().perSecond()));
    report.memory().ifPresent(bytes -> line.put("memory", bytes));
    return line;
  }

  private static Map<String, Object> validation(TrainingEvent.Validated validated) {
    var line = line(validated.progress());
    put(line, "validation_loss", validated.loss());
    put(line, "bits_per_byte", validated.bitsPerByte());
    put(line, "metric", validated.metric());
    line.put("best", validated.standing() == TrainingEvent.Standing.BEST);
    return line;
  }

  private static void put(Map<String, Object> line, String name, OptionalDouble value) {
    value.ifPresent(present -> line.put(name, present));
  }

  private static Map<String, Object> line(Progress progress) {
    var line = new LinkedHashMap<String, Object>();
    line.put("step", progress.step());
    line.put("epoch", progress.epoch());
    line.put("seconds", progress.elapsed().toMillis() / MILLIS);
    return line;
  }

  private void write(Map<String, Object> line) {
    try {
      writer.write(JSON.writeValueAsString(line) + "\n");
      writer.flush();
    } catch (IOException failure) {
      throw Run.failed("write", file, failure);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException failure) {
      throw Run.failed("write", file, failure);
    }
  }
}
