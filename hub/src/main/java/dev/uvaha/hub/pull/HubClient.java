package dev.uvaha.hub.pull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Asks a hub for files. Redirections are followed here, not by the JDK, so that the token stays
/// with the hub.
final class HubClient implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(20);
  private static final Duration ANSWERING = Duration.ofSeconds(60);
  private static final int MOST_REDIRECTIONS = 8;

  private final ModelSite site;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(CONNECTING).followRedirects(Redirect.NEVER).build();

  HubClient(ModelSite site) {
    this.site = site;
  }

  ModelSite site() {
    return site;
  }

  /// The answer, whatever its status; the caller closes its body.
  ///
  /// @param from the first byte that is wanted
  /// @throws IOException if nobody answers
  HttpResponse<InputStream> get(URI address, long from) throws IOException {
    var at = address;
    for (var hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
      var answer = send(at, from);
      var next = redirection(at, answer);
      if (next.isEmpty()) return answer;
      answer.body().close();
      at = next.get();
    }
    throw new IOException(address + ": more than " + MOST_REDIRECTIONS + " redirections");
  }

  private HttpResponse<InputStream> send(URI address, long from) throws IOException {
    var request = HttpRequest.newBuilder(address).timeout(ANSWERING).header("User-Agent", "uvaha");
    if (from > 0) request.header("Range", "bytes=" + from + "-");
    site.tokenFor(address).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (IOException failure) {
      var reason =
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
      throw new IOException("no answer from " + address.getHost() + ": " + reason, failure);
    }
  }

  private static Optional<URI> redirection(URI from, HttpResponse<InputStream> answer)
      throws IOException {
    if (answer.statusCode() / 100 != 3 || answer.statusCode() == 304) return Optional.empty();
    var location =
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException(from + ": a redirection to nowhere"));
    try {
      var next = from.resolve(location);
      var scheme = next.getScheme();
      if (next.getHost() != null && ("https".equals(scheme) || from.getScheme().equals(scheme)))
        return Optional.of(next);
    } catch (IllegalArgumentException unusable) {
      // refused as any other that leads nowhere
    }
    throw new IOException("%s: redirects to '%s', which is refused".formatted(from, location));
  }

  @Override
  public void close() {
    client.close();
  }
}
