package dev.uvaha.server;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Endpoint;
import dev.uvaha.http.Exchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `GET /v1/models`, `GET /v1/models/NAME`: what requests may name.
record ModelsEndpoint(Catalog catalog) implements Endpoint {
  static final String PATH = "/v1/models";

  record Models(String object, List<Model> data) {}

  record Model(String id, String object, long created, String ownedBy) {}

  @Override
  public void answer(Exchange exchange) {
    if (exchange.path().equals(PATH)) {
      exchange.json(new Models("list", catalog.names().stream().map(this::model).toList()));
      return;
    }
    var name = name(exchange.path().substring(PATH.length() + 1));
    if (!catalog.names().contains(name))
      throw ApiException.noModel(name, String.join(", ", catalog.names()));
    exchange.json(model(name));
  }

  private static String name(String escaped) {
    try {
      return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return escaped;
    }
  }

  private Model model(String name) {
    return new Model(name, "model", catalog.created(), "uvaha");
  }
}
