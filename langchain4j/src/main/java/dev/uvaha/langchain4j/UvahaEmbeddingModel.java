package dev.uvaha.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.uvaha.language.TextEmbedder;
import java.util.List;

/// A sentence encoder as LangChain4j's embedding model: vectors of length 1. Texts that are too
/// long for it are refused.
public final class UvahaEmbeddingModel implements EmbeddingModel {
  private final TextEmbedder embedder;

  /// Over an encoder.
  public UvahaEmbeddingModel(TextEmbedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    var ids = segments.stream().map(segment -> embedder.ids(segment.text())).toList();
    var vectors = embedder.embedIds(ids).stream().map(Embedding::from).toList();
    return Response.from(vectors, new TokenUsage(ids.stream().mapToInt(text -> text.length).sum()));
  }

  @Override
  public int dimension() {
    return embedder.width();
  }

  @Override
  public String modelName() {
    return embedder.name();
  }
}
