package dev.uvaha.server;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A request that was let in, and its answer: one JSON value, or a stream of events. What is to
/// happen when the client goes away first is told to it beforehand.
final class Exchange {
  /// Nginx's for a client that closed its connection; nobody receives it.
  private static final int CLIENT_CLOSED = 499;

  private static final String JSON_TYPE = "application/json; charset=utf-8";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Duration patience;
  private final List<Runnable> whenGone = new ArrayList<>();
  private byte[] body = {};
  private boolean gone;
  private boolean streams;

  Exchange(HttpServerRequest request, Duration patience) {
    this.request = request;
    this.response = request.response();
    this.patience = patience;
    response.closeHandler(_ -> gone());
    response.exceptionHandler(_ -> gone());
  }

  /// Empty if the request has none.
  String path() {
    return Optional.ofNullable(request.path()).orElse("");
  }

  /// Of the request.
  Fields fields() {
    return Json.fields(body);
  }

  void take(byte[] whole) {
    body = whole;
  }

  /// Runs an action once the client has gone before it was answered; at once if it has.
  void whenGone(Runnable action) {
    synchronized (whenGone) {
      if (!gone) {
        whenGone.add(action);
        return;
      }
    }
    action.run();
  }

  private void gone() {
    List<Runnable> actions;
    synchronized (whenGone) {
      if (gone || response.ended()) return;
      gone = true;
      actions = List.copyOf(whenGone);
    }
    actions.forEach(Runnable::run);
  }

  boolean isGone() {
    synchronized (whenGone) {
      return gone;
    }
  }

  /// What the answer was, once it is said.
  int status() {
    return isGone() ? CLIENT_CLOSED : response.getStatusCode();
  }

  /// Answers with a JSON value.
  void json(Object value) {
    say(200, JSON_TYPE, Json.write(value));
  }

  void text(String type, String text) {
    say(200, type, text);
  }

  /// Answers that it can't be done; a stream of events ends with it.
  void refuse(ApiException why) {
    if (streams) {
      if (!isGone() && !response.ended()) response.end(event(why.json()));
      return;
    }
    if (why.status() == 401) response.putHeader("www-authenticate", "Bearer");
    if (why.status() == 503) response.putHeader("retry-after", "1");
    say(why.status(), JSON_TYPE, Json.write(why.json()));
  }

  void header(String name, String value) {
    response.putHeader(name, value);
  }

  /// Without waiting: an answer is written whole, whoever reads it.
  private void say(int status, String type, String text) {
    if (isGone() || response.ended()) return;
    response.setStatusCode(status).putHeader("content-type", type).end(text);
  }

  /// Begins to answer with events.
  Events events() {
    streams = true;
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-cache");
    return new Events();
  }

  private static String event(Object value) {
    return "data: " + Json.write(value) + "\n\n";
  }

  /// Server-sent events, as OpenAI has them: JSON values, and `[DONE]` in the end.
  final class Events {
    /// Waits until the client can take it.
    ///
    /// @throws ClientGoneException if it has gone, or takes nothing for too long
    void send(Object value) throws InterruptedException {
      await(response.write(event(value)));
    }

    /// The last.
    void done() throws InterruptedException {
      await(response.end("data: [DONE]\n\n"));
    }

    private void await(Future<Void> written) throws InterruptedException {
      try {
        written
            .toCompletionStage()
            .toCompletableFuture()
            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new ClientGoneException(e);
      } catch (TimeoutException e) {
        request.connection().close();
        throw new ClientGoneException(e);
      }
    }
  }
}
