package dev.uvaha.studio.layers;

import dev.uvaha.http.Exchange;
import dev.uvaha.http.Route;
import dev.uvaha.studio.layers.LayerKind.Sizes;
import dev.uvaha.studio.pages.StudioPage;
import java.util.List;
import java.util.Map;

/// Layers: the lecture's table as functions of its sizes, and what the lab measured.
///
/// - `table` `{length, width, kernel, neighbours}`: a [LayersView]
/// - `measured`: [Measured]
public final class LayersPage implements StudioPage {
  private static final int MOST = 65_536;

  /// The tables that the lab printed.
  record Measured(List<LabTable> tables) {}

  private final Measured measured = new Measured(LabTable.ofLayers());

  @Override
  public String id() {
    return "layers";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "/api/layers/table", Route.post(LayersPage::table),
        "/api/layers/measured", Route.get(exchange -> exchange.json(measured)));
  }

  private static void table(Exchange exchange) {
    var fields = exchange.fields();
    var sizes =
        new Sizes(
            fields.integer("length", 1, MOST).orElse(64),
            fields.integer("width", 1, MOST).orElse(512),
            fields.integer("kernel", 1, MOST).orElse(3),
            fields.integer("neighbours", 1, MOST).orElse(16));
    fields.refuseOthers();
    exchange.json(LayersView.of(sizes));
  }
}
