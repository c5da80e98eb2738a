package dev.uvaha.server;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Fields;
import dev.uvaha.language.TextEmbedder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The models that requests may name.
record Catalog(
    Map<String, TextService> texts,
    Map<String, TextEmbedder> embedders,
    Map<String, TranslationService> translators,
    long created) {
  /// The language model that a request names; it need not name an only one.
  TextService text(Fields fields) {
    return named(fields, texts).getValue();
  }

  Map.Entry<String, TextEmbedder> embedder(Fields fields) {
    return named(fields, embedders);
  }

  Map.Entry<String, TranslationService> translator(Fields fields) {
    return named(fields, translators);
  }

  /// All names.
  Set<String> names() {
    var all = new LinkedHashMap<String, Object>(texts);
    all.putAll(embedders);
    all.putAll(translators);
    return all.keySet();
  }

  private static <T> Map.Entry<String, T> named(Fields fields, Map<String, T> models) {
    var name = fields.text("model");
    if (name.isEmpty() && models.size() == 1) return models.entrySet().iterator().next();
    if (name.isEmpty() && !models.isEmpty()) throw fields.missing("model");
    var model = models.get(name.orElse(""));
    if (model == null)
      throw ApiException.noModel(
          name.orElse(""), models.isEmpty() ? "none" : String.join(", ", models.keySet()));
    return Map.entry(name.orElseThrow(), model);
  }
}
