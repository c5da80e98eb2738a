package dev.uvaha.studio.positions;

import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Route;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import dev.uvaha.studio.runs.RunCatalog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Positions: sinusoidal, learned of a model, rotary; and what another order of words changes.
///
/// - `models`: names of models here that have learned positions, [Models]
/// - `table` `{kind, length, width, model}`: a [PositionsView]
/// - `permutation` `{kind, words, order, model}`: a [PermutationView]
public final class PositionsPage implements StudioPage {
  /// What there is to choose.
  ///
  /// @param names the chosen model first
  /// @param words at most in a permutation
  record Models(List<String> names, int words) {}

  private final StudioContext context;
  private final RunCatalog runs;

  public PositionsPage(StudioContext context) {
    this.context = context;
    runs = new RunCatalog(List.of(context.runs()));
  }

  @Override
  public String id() {
    return "positions";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/positions/models", Route.get(this::models),
        "/api/positions/table", Route.post(this::table),
        "/api/positions/permutation", Route.post(this::permutation));
  }

  private void models(Exchange exchange) throws InterruptedException {
    exchange.json(
        context.computed(
            exchange,
            () ->
                new Models(
                    folders().entrySet().stream()
                        .filter(entry -> learned(entry.getValue()).isPresent())
                        .map(Map.Entry::getKey)
                        .toList(),
                    PermutationView.MOST)));
  }

  /// Of the model that was chosen, and of runs.
  private Map<String, Path> folders() {
    var folders = new LinkedHashMap<String, Path>();
    context.model().ifPresent(folder -> folders.put(ModelFolders.name(folder), folder));
    runs.folders().forEach(folders::putIfAbsent);
    return folders;
  }

  /// What can't be read has none.
  private static Optional<LearnedPositions> learned(Path folder) {
    try {
      return LearnedPositions.read(folder);
    } catch (IllegalArgumentException | UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private Optional<LearnedPositions> learned(Optional<String> model) {
    return model
        .flatMap(name -> Optional.ofNullable(folders().get(name)))
        .flatMap(PositionsPage::learned);
  }

  private void table(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var kind = kind(fields);
    var length = fields.integer("length", 2, PositionsView.MOST).orElse(50);
    var width = fields.integer("width", 2, PositionsView.MOST).orElse(128);
    var model = fields.text("model");
    fields.refuseOthers();
    exchange.json(
        context.computed(
            exchange,
            () ->
                switch (kind) {
                  case SINUSOIDAL -> PositionsView.sinusoidal(length, width);
                  case ROTARY -> PositionsView.rotary(length, width);
                  case LEARNED -> PositionsView.learned(required(fields, model), length, width);
                  case NONE -> throw fields.wrong("kind", "sinusoidal, learned or rotary");
                }));
  }

  private LearnedPositions required(Fields fields, Optional<String> model) {
    return learned(model)
        .orElseThrow(() -> fields.wrong("model", "a model here that has learned positions"));
  }

  private static PositionKind kind(Fields fields) {
    return fields.choice("kind", PositionKind.class).orElse(PositionKind.SINUSOIDAL);
  }

  private void permutation(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var kind = kind(fields);
    var words = fields.texts("words");
    var order = fields.integers("order", 0, PermutationView.MOST - 1);
    var model = fields.text("model");
    fields.refuseOthers();
    exchange.json(
        context.computed(
            exchange,
            () ->
                PermutationView.of(
                    kind,
                    kind == PositionKind.LEARNED
                        ? Optional.of(required(fields, model))
                        : Optional.empty(),
                    words,
                    order)));
  }
}
