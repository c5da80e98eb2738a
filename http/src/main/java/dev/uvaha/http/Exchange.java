package dev.uvaha.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A request that was let in, and its answer: one JSON value, or a stream of events. What is to
/// happen when the client goes away first is told to it beforehand.
public final class Exchange {
  /// Nginx's for a client that closed its connection; nobody receives it.
  private static final int CLIENT_CLOSED = 499;

  private static final String JSON_TYPE = "application/json; charset=utf-8";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Json json;
  private final Duration patience;
  private final List<Runnable> whenGone = new ArrayList<>();
  private byte[] body = {};
  private boolean gone;
  private boolean streams;

  Exchange(HttpServerRequest request, Json json, Duration patience) {
    this.request = request;
    this.response = request.response();
    this.json = json;
    this.patience = patience;
    response.closeHandler(_ -> gone());
    response.exceptionHandler(_ -> gone());
  }

  /// Empty if the request has none.
  public String path() {
    return Optional.ofNullable(request.path()).orElse("");
  }

  /// The fields of the request.
  ///
  /// @throws ApiException if its body is no JSON object
  public Fields fields() {
    return json.fields(body);
  }

  void take(byte[] whole) {
    body = whole;
  }

  /// Runs an action once the client has gone before it was answered; at once if it has.
  public void whenGone(Runnable action) {
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

  /// Whether the client has gone before it was answered.
  public boolean isGone() {
    synchronized (whenGone) {
      return gone;
    }
  }

  /// What the answer was, once it is said.
  int status() {
    return isGone() ? CLIENT_CLOSED : response.getStatusCode();
  }

  /// Answers with a JSON value.
  public void json(Object value) {
    say(200, JSON_TYPE, json.write(value));
  }

  /// Answers with a text of some media type.
  public void text(String type, String text) {
    say(200, type, text);
  }

  /// Answers with bytes of some media type.
  public void bytes(String type, byte[] bytes) {
    say(200, type, Buffer.buffer(bytes));
  }

  /// Answers that what the client has is still right.
  public void notModified() {
    if (!isGone() && !response.ended()) response.setStatusCode(304).end();
  }

  /// A header of the request.
  public Optional<String> requestHeader(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /// Answers that it can't be done; a stream of events ends with it.
  void refuse(ApiException why) {
    if (streams) {
      if (!isGone() && !response.ended()) response.end(event(why.json()));
      return;
    }
    if (why.status() == 401) response.putHeader("www-authenticate", "Bearer");
    if (why.status() == 503) response.putHeader("retry-after", "1");
    say(why.status(), JSON_TYPE, json.write(why.json()));
  }

  /// Sets a header of the answer.
  public void header(String name, String value) {
    response.putHeader(name, value);
  }

  /// Without waiting: an answer is written whole, whoever reads it.
  private void say(int status, String type, String text) {
    say(status, type, Buffer.buffer(text));
  }

  private void say(int status, String type, Buffer content) {
    if (isGone() || response.ended()) return;
    response.setStatusCode(status).putHeader("content-type", type).end(content);
  }

  /// Begins to answer with events.
  public Events events() {
    streams = true;
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-cache");
    return new Events();
  }

  private String event(Object value) {
    return "data: " + json.write(value) + "\n\n";
  }

  /// Server-sent events, as OpenAI has them: JSON values, and `[DONE]` in the end.
  public final class Events {
    private Events() {}

    /// Waits until the client can take it.
    ///
    /// @throws ClientGoneException if it has gone, or takes nothing for too long
    public void send(Object value) throws InterruptedException {
      await(response.write(event(value)));
    }

    /// The last.
    public void done() throws InterruptedException {
      await(response.end("data: [DONE]\n\n"));
    }

    private void await(Future<Void> written) throws InterruptedException {
      try {
        written
            .toCompletionStage()
            .toCompletableFuture()
            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | RejectedExecutionException e) { // or this service has ended
        throw new ClientGoneException(e);
      } catch (TimeoutException e) {
        cutOff();
        throw new ClientGoneException(e);
      }
    }
  }

  /// At once: a connection's own `close` waits until the client has taken what is on its way.
  private void cutOff() {
    var _ = ((HttpServerConnection) request.connection()).channelHandlerContext().close();
  }
}
