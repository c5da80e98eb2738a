package dev.uvaha.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Takes requests in: finds who answers a path, refuses what may not or can't be answered before
/// its body is read, and reads the body as far as the limits go.
final class Doorway {
  private static final Logger LOG = System.getLogger(Doorway.class.getName());

  /// Between an answer and the next request of a connection.
  private static final long KEPT_MILLIS = 120_000;

  private static final String LOOPBACK = "127(\\.\\d+){3}|\\[?::1]?";
  private static final String NUMBER = "\\d+(\\.\\d+){3}|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?";

  private final Vertx vertx;
  private final HttpConfig config;
  private final Json json;
  private final Map<String, Route> routes;
  private final RequestObserver observer;
  private final boolean loopback;

  /// What ends a connection on which nothing is asked; one that waits for its answer has none.
  private final Map<HttpConnection, Long> idle = new HashMap<>();

  /// @param routes by path; one that ends with `/` has all paths below it
  Doorway(
      Vertx vertx,
      HttpConfig config,
      Json json,
      Map<String, Route> routes,
      RequestObserver observer) {
    this.vertx = vertx;
    this.config = config;
    this.json = json;
    this.routes = Map.copyOf(routes);
    this.observer = observer;
    loopback = config.isLoopback();
  }

  /// A new connection, on the event loop: the head of its first request must come in time.
  void welcome(HttpConnection connection) {
    closeUnlessAsked(connection, config.patience().toMillis());
    connection.closeHandler(_ -> asked(connection));
  }

  private void closeUnlessAsked(HttpConnection connection, long millis) {
    asked(connection);
    idle.put(
        connection,
        vertx.setTimer(
            millis,
            _ -> {
              idle.remove(connection);
              connection.close();
            }));
  }

  private void asked(HttpConnection connection) {
    var timer = idle.remove(connection);
    if (timer != null) vertx.cancelTimer(timer);
  }

  /// On the event loop.
  void handle(HttpServerRequest request) {
    var connection = request.connection();
    asked(connection);
    var exchange = new Exchange(request, json, config.patience());
    var path = known(exchange.path());
    var started = observer.started(path);
    request
        .response()
        .endHandler(_ -> {
          started.ended(exchange.status());
          vertx.runOnContext(_ -> closeUnlessAsked(connection, KEPT_MILLIS));
        });
    exchange.whenGone(() -> started.ended(exchange.status()));
    try {
      var route = route(request, path);
      if (route.access() == Route.Access.KEY) checkKey(request);
      read(request, exchange, route);
    } catch (ApiException refusal) {
      exchange.refuse(refusal);
    }
  }

  /// The path as the routes have it, `other` if none does.
  private String known(String path) {
    if (routes.containsKey(path)) return path;
    for (var end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      var folder = path.substring(0, end + 1);
      if (routes.containsKey(folder)) return folder;
    }
    return "other";
  }

  private Route route(HttpServerRequest request, String path) {
    checkHost(request);
    checkOrigin(request);
    var route = routes.get(path);
    if (route == null)
      throw ApiException.refused(404, "not_found", "there is nothing at this path");
    if (!route.method().name().equals(request.method().name())) {
      request.response().putHeader("allow", route.method().name());
      throw ApiException.refused(
          405, "method_not_allowed", "this path is asked by " + route.method().name());
    }
    var type = request.getHeader("content-type");
    if (route.method() == Route.Method.POST
        && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")))
      throw ApiException.refused(
          415, "unsupported_media_type", "send JSON, and say so: 'Content-Type: application/json'");
    return route;
  }

  /// A page of another site whose name suddenly stands for this machine must not reach a server
  /// that wants no key.
  private void checkHost(HttpServerRequest request) {
    if (config.apiKey().isPresent()) return;
    var authority = request.authority();
    var host = authority == null ? "" : authority.host();
    if (host.equals("localhost") || host.matches(LOOPBACK)) return;
    if (loopback)
      throw ApiException.refused(
          403, "forbidden_host", "this server answers to localhost alone, or set an API key");
    // A number is no name that could come to stand for something else.
    if (config.origins() == HttpConfig.Origins.OWN
        && !host.matches(NUMBER)
        && !host.equalsIgnoreCase(config.host()))
      throw ApiException.refused(
          403,
          "forbidden_host",
          "these pages answer to addresses in numbers, or to the name that they were started with");
  }

  /// A page of another site must not act here by its visitor's browser.
  private void checkOrigin(HttpServerRequest request) {
    var origin = request.getHeader("origin");
    if (config.origins() == HttpConfig.Origins.ANY || origin == null) return;
    if (!origin.equals("http://" + request.getHeader("host")))
      throw ApiException.refused(
          403, "forbidden_origin", "pages of other sites may not ask here: open the page anew");
  }

  private void checkKey(HttpServerRequest request) {
    if (config.apiKey().isEmpty()) return;
    var expected = "Bearer " + config.apiKey().get();
    var given = Optional.ofNullable(request.getHeader("authorization")).orElse("");
    if (!MessageDigest.isEqual(bytes(expected), bytes(given))) throw ApiException.unauthorized();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void read(HttpServerRequest request, Exchange exchange, Route route) {
    var most = config.bodyBytes();
    var body = Buffer.buffer();
    var over = new AtomicBoolean();
    var timer =
        vertx.setTimer(
            config.patience().toMillis(),
            _ -> {
              if (!over.getAndSet(true)) {
                exchange.header("connection", "close");
                exchange.refuse(
                    ApiException.refused(408, "timeout", "the request took too long to arrive"));
              }
              request.connection().close();
            });
    exchange.whenGone(() -> vertx.cancelTimer(timer));
    request.handler(piece -> {
      if (over.get()) return; // what still comes is dropped
      if (body.length() + piece.length() > most) {
        over.set(true);
        exchange.refuse(
            ApiException.refused(
                413, "too_large", "the body may have %,d bytes at most".formatted(most)));
      } else {
        body.appendBuffer(piece);
      }
    });
    request.endHandler(_ -> {
      vertx.cancelTimer(timer);
      if (over.getAndSet(true)) return;
      exchange.take(body.getBytes());
      Thread.ofVirtual().name("uvaha-request").start(() -> answer(exchange, route.endpoint()));
    });
  }

  private static void answer(Exchange exchange, Endpoint endpoint) {
    try {
      endpoint.answer(exchange);
    } catch (ApiException refusal) {
      exchange.refuse(refusal);
    } catch (ClientGoneException gone) {
      LOG.log(Level.DEBUG, "{0}: the client has gone", exchange.path());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.refuse(ApiException.unavailable("the server is about to end"));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a request failed: " + exchange.path(), e);
      exchange.refuse(ApiException.failure("the server failed: its log says why"));
    }
  }
}
