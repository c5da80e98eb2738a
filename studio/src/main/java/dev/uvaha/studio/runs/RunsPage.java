package dev.uvaha.studio.runs;

import dev.uvaha.http.Exchange;
import dev.uvaha.http.Route;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs: their curves as they go, and their attention over the time of training.
///
/// - `list`: [Found]
/// - `curves` `{runs}`: of each its curves by name, [Curves]
/// - `sizes` `{runs}`: their validation loss by their size, a [ScalingLaw]
/// - `attention` `{run, text, part}`: a [CheckpointAttention]
public final class RunsPage implements StudioPage {
  private static final int MOST_RUNS = 12;
  private static final List<String> DRAWN =
      List.of("loss", "validation_loss", "metric", "bits_per_byte", "rate", "gradient_norm");

  /// The runs.
  ///
  /// @param folder where they were looked for
  record Found(String folder, List<RunSummary> runs) {}

  /// Curves by the names of runs and of what is drawn.
  record Curves(Map<String, Map<String, Metrics.Curve>> runs) {}

  private final StudioContext context;
  private final RunCatalog catalog;

  public RunsPage(StudioContext context) {
    this.context = context;
    catalog = new RunCatalog(List.of(context.runs()));
  }

  @Override
  public String id() {
    return "runs";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/runs/list", Route.get(this::list),
        "/api/runs/curves", Route.post(this::curves),
        "/api/runs/sizes", Route.post(this::sizes),
        "/api/runs/attention", Route.post(this::attention));
  }

  private void list(Exchange exchange) {
    exchange.json(new Found(context.runs().toString(), catalog.list()));
  }

  private void curves(Exchange exchange) {
    var curves = new LinkedHashMap<String, Map<String, Metrics.Curve>>();
    for (var run : runs(exchange).entrySet()) {
      var metrics = catalog.metrics(run.getValue());
      var drawn = new LinkedHashMap<String, Metrics.Curve>();
      for (var series : DRAWN) {
        var curve = metrics.curve(series);
        if (!curve.steps().isEmpty()) drawn.put(series, curve);
      }
      curves.put(run.getKey(), drawn);
    }
    exchange.json(new Curves(curves));
  }

  private void sizes(Exchange exchange) {
    var points =
        runs(exchange).entrySet().stream()
            .flatMap(run -> point(run.getKey(), run.getValue()).stream())
            .toList();
    exchange.json(ScalingLaw.through(points));
  }

  private Optional<ScalingLaw.Point> point(String name, Path run) {
    return ScalingLaw.point(name, run, catalog.metrics(run).all("validation_loss"));
  }

  /// Those of the runs asked for that are there: some may have been deleted meanwhile.
  private Map<String, Path> runs(Exchange exchange) {
    var fields = exchange.fields();
    var names = fields.texts("runs");
    fields.refuseOthers();
    if (names.size() > MOST_RUNS)
      throw fields.wrong("runs", "at most %d names".formatted(MOST_RUNS));
    var runs = new LinkedHashMap<String, Path>();
    var folders = catalog.folders();
    for (var name : names) if (folders.containsKey(name)) runs.put(name, folders.get(name));
    return runs;
  }

  private void attention(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var run = fields.requiredText("run");
    var text = fields.requiredText("text");
    var part =
        fields
            .choice("part", CheckpointAttention.Part.class)
            .orElse(CheckpointAttention.Part.DECODER);
    fields.refuseOthers();
    exchange.json(
        context.computed(exchange, () -> CheckpointAttention.of(catalog.folder(run), text, part)));
  }
}
