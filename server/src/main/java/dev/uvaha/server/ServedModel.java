package dev.uvaha.server;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.language.TextEmbedder;
import dev.uvaha.language.TextModel;

/// A model that a [Server] has, under the name by which clients ask for it.
public sealed interface ServedModel {
  String name();

  /// Writes texts, and talks if it was taught to: `/v1/completions`, `/v1/chat/completions`.
  ///
  /// @param limits of the texts that it writes at once
  record Text(String name, TextModel model, BatchLimits limits) implements ServedModel {}

  /// Makes vectors of texts: `/v1/embeddings`.
  record Embedder(String name, TextEmbedder model) implements ServedModel {}

  /// Translates: `/v1/translations`.
  record Translations(String name, TranslationService service) implements ServedModel {}
}
