package dev.uvaha.studio;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;

/// Asks as a page does.
///
/// @param address where Studio is
public record Visitor(String address) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Sends JSON.
  ///
  /// @param path after `/api/`
  public <T> HttpResponse<T> post(String path, String body, BodyHandler<T> answer)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address).resolve("/api/" + path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return HTTP.send(request.build(), answer);
  }
}
