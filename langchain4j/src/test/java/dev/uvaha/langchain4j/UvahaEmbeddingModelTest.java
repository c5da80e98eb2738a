package dev.uvaha.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.TokenUsage;
import dev.uvaha.language.TextEmbedder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UvahaEmbeddingModelTest {
  /// A small sentence encoder, of the module that reads it.
  private static final Path SENTENCES =
      Path.of("../language/src/test/resources/dev/uvaha/language/sentences");

  @Test
  void vectorsAreTheEncodersOwn() {
    var embedder = TextEmbedder.load(SENTENCES);
    var model = new UvahaEmbeddingModel(embedder);
    var texts = List.of("A cat.", "A dog sleeps.");
    var response = model.embedAll(texts.stream().map(TextSegment::from).toList());
    for (var i = 0; i < texts.size(); i++)
      assertThat(response.content().get(i).vector())
          .containsExactly(embedder.embed(texts.get(i)), within(1e-5f));
    assertThat(response.tokenUsage())
        .isEqualTo(
            new TokenUsage(embedder.ids("A cat.").length + embedder.ids("A dog sleeps.").length));
    assertThat(model.dimension()).isEqualTo(embedder.width());
    assertThat(model.embed("A cat.").content().vector()).hasSize(embedder.width());
  }
}
