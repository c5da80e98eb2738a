package dev.uvaha.studio;

import dev.uvaha.http.HttpService;
import dev.uvaha.http.JsonNames;
import dev.uvaha.http.RequestObserver;
import dev.uvaha.http.Route;
import dev.uvaha.http.Worker;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Models looked into from a web page.
///
/// ```java
/// try (var studio = Studio.start(StudioConfig.DEFAULT.withModel(folder))) {
///   IO.readln(studio.address());
/// }
/// ```
public final class Studio implements AutoCloseable {
  /// What the frame of the page wants to know.
  ///
  /// @param pages by their ids, in the order of the navigation
  record Frame(List<String> pages) {}

  private final StudioConfig config;
  private final HttpService http;
  private final List<StudioPage> pages;
  private final Worker worker;

  private Studio(StudioConfig config, HttpService http, List<StudioPage> pages, Worker worker) {
    this.config = config;
    this.http = http;
    this.pages = pages;
    this.worker = worker;
  }

  /// Loads what there is to show, and serves the page.
  ///
  /// @throws IllegalArgumentException if the model's folder holds none
  /// @throws UncheckedIOException if the address can't be bound
  public static Studio start(StudioConfig config) {
    config.model().ifPresent(Studio::requireModel);
    var worker = new Worker();
    List<StudioPage> pages = List.of();
    try {
      pages = Pages.open(new StudioContext(worker, config.model(), config.runs()));
      var http =
          HttpService.start(
              config.http(), JsonNames.CAMEL_CASE, routes(pages), RequestObserver.NONE);
      return new Studio(config, http, pages, worker);
    } catch (RuntimeException | Error e) {
      pages.forEach(StudioPage::close);
      worker.close();
      throw e;
    }
  }

  private static void requireModel(Path folder) {
    if (ModelFolders.architecture(folder).isEmpty())
      throw new IllegalArgumentException(
          "%s holds no model: give a folder with config.json and model.safetensors, such as a run"
              .formatted(folder));
  }

  private static Map<String, Route> routes(List<StudioPage> pages) {
    var routes = new HashMap<String, Route>();
    routes.put("/", Route.get(new PageFiles()));
    var frame = new Frame(pages.stream().map(StudioPage::id).toList());
    routes.put("/api/frame", unkept(Route.get(exchange -> exchange.json(frame))));
    for (var page : pages)
      page.routes()
          .forEach((path, route) -> {
            assert path.startsWith("/api/" + page.id() + "/") : path;
            routes.put(path, unkept(route));
          });
    return routes;
  }

  /// Answers of the API are for this moment, and JSON alone.
  private static Route unkept(Route route) {
    return new Route(
        route.method(),
        route.access(),
        exchange -> {
          exchange.header("cache-control", "no-store");
          exchange.header("x-content-type-options", "nosniff");
          route.endpoint().answer(exchange);
        });
  }

  /// What to open in a browser.
  public String address() {
    var host = config.host();
    return "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, http.port());
  }

  /// Ends what runs, and frees what the pages hold.
  @Override
  public void close() {
    try {
      http.close();
    } finally {
      pages.forEach(StudioPage::close);
      worker.close();
    }
  }
}
