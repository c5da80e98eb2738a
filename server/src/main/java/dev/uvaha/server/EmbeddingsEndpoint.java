package dev.uvaha.server;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Endpoint;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Worker;
import dev.uvaha.language.TextEmbedder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// `POST /v1/embeddings`: vectors of texts.
final class EmbeddingsEndpoint implements Endpoint {
  record Embeddings(String object, List<Embedding> data, String model, Used usage) {}

  /// @param embedding numbers, or their float32 bytes in base64, the least significant first
  record Embedding(String object, int index, Object embedding) {}

  record Used(int promptTokens, int totalTokens) {}

  private final Catalog catalog;
  private final RequestLimits limits;
  private final ServerMetrics metrics;
  private final Worker worker;

  EmbeddingsEndpoint(Catalog catalog, RequestLimits limits, ServerMetrics metrics, Worker worker) {
    this.catalog = catalog;
    this.limits = limits;
    this.metrics = metrics;
    this.worker = worker;
  }

  @Override
  public void answer(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var named = catalog.embedder(fields);
    var embedder = named.getValue();
    var texts = ids(embedder, fields);
    Inputs.checkCount(texts.size(), limits);
    var inBase64 =
        switch (fields.text("encoding_format").orElse("float")) {
          case "float" -> false;
          case "base64" -> true;
          default -> throw fields.wrong("encoding_format", "\"float\" or \"base64\"");
        };
    fields.integer("dimensions", embedder.width(), embedder.width());
    fields.ignore("user");
    fields.refuseOthers();
    var tokens = texts.stream().mapToInt(text -> text.length).sum();
    var vectors = worker.run(exchange, () -> embedder.embedIds(texts));
    var data = new ArrayList<Embedding>();
    for (var vector : vectors)
      data.add(new Embedding("embedding", data.size(), inBase64 ? base64(vector) : vector));
    metrics.used(named.getKey(), Usage.of(tokens, 0));
    exchange.json(new Embeddings("list", data, named.getKey(), new Used(tokens, tokens)));
  }

  private static List<int[]> ids(TextEmbedder embedder, Fields fields) {
    try {
      var ids = Inputs.ids(fields, "input", embedder::ids);
      ids.forEach(embedder::check);
      return ids;
    } catch (IllegalArgumentException unfit) {
      throw ApiException.unfitPrompt("input", String.valueOf(unfit.getMessage()));
    }
  }

  private static String base64(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (var number : vector) bytes.putFloat(number);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
