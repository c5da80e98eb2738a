package dev.uvaha.lab.report;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Verdict;
import dev.uvaha.tensor.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/// What an experiment found, to be read by people and programs.
public record LabReport(Experiment experiment, Study study, Findings findings) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Writes `index.html`, `results.json`, a CSV file for each table and plot and an SVG file for
  /// each plot; each file aside first and then renamed.
  ///
  /// @throws UncheckedIOException if the disk does not take it
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      var drawn = new LinkedHashMap<Plot, String>();
      for (var plot : findings.plots()) {
        var svg = PlotSvg.of(plot);
        drawn.put(plot, svg);
        write(folder, plot.name() + ".svg", svg);
        write(folder, plot.name() + ".csv", Csv.of(plot));
      }
      for (var table : findings.tables()) write(folder, table.name() + ".csv", Csv.of(table));
      write(folder, "results.json", json());
      write(folder, "index.html", HtmlPage.of(this, drawn));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write to " + folder + ": " + failure.getMessage(), failure);
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Settings, seeds, figures and `verdicts`: each expectation, `true` or `false`.
  public String json() {
    var results = new LinkedHashMap<String, Object>();
    results.put("experiment", experiment.name());
    results.put("title", experiment.title());
    results.put("scale", study.scale().name().toLowerCase(Locale.ROOT));
    results.put("seeds", study.seeds());
    results.put("settings", findings.settings());
    results.put("environment", environment());
    var figures = new LinkedHashMap<String, Object>();
    findings.figures().forEach((name, range) -> figures.put(name, figure(range)));
    results.put("figures", figures);
    results.put("verdicts", verdicts(Verdict::seen));
    results.put("evidence", verdicts(Verdict::evidence));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n";
  }

  /// What it ran on.
  static Map<String, Object> environment() {
    var environment = new LinkedHashMap<String, Object>();
    environment.put("engine", Engine.version());
    environment.put("instructions", Engine.vectorInstructions());
    environment.put("threads", Engine.threads());
    environment.put("java", Runtime.version().toString());
    return environment;
  }

  private static Map<String, Object> figure(Range range) {
    var figure = new LinkedHashMap<String, Object>();
    figure.put("median", range.median());
    figure.put("lowest", range.lowest());
    figure.put("highest", range.highest());
    figure.put("values", range.values());
    return figure;
  }

  private Map<String, Object> verdicts(Function<Verdict, Object> part) {
    var verdicts = new LinkedHashMap<String, Object>();
    findings
        .verdicts()
        .forEach(verdict -> verdicts.put(verdict.expectation(), part.apply(verdict)));
    return verdicts;
  }
}
