package dev.uvaha.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TextEmbedderTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/uvaha/language/sentences");

  /// Float32 over two layers.
  private static final float TOLERANCE = 1e-5f;

  private final TextEmbedder embedder = TextEmbedder.load(FOLDER);

  @Test
  void vectorsAreThoseOfHuggingFace() throws IOException {
    var cases = cases();
    assertThat(cases).hasSizeGreaterThan(3);
    var vectors = embedder.embedAll(cases.stream().map(one -> text(one)).toList());
    for (var i = 0; i < cases.size(); i++) {
      var expected = cases.get(i).path("vector");
      assertThat(embedder.ids(text(cases.get(i)))).hasSize(cases.get(i).path("ids").size());
      assertThat(vectors.get(i)).hasSize(embedder.width());
      for (var j = 0; j < expected.size(); j++)
        assertThat(vectors.get(i)[j])
            .isCloseTo((float) expected.path(j).asDouble(), within(TOLERANCE));
    }
  }

  @Test
  void companyChangesNothing() {
    var alone = embedder.embed("the cat");
    var together = embedder.embedAll(List.of("a dog running , a cat sleeps", "the cat")).get(1);
    for (var i = 0; i < alone.length; i++)
      assertThat(together[i]).isCloseTo(alone[i], within(TOLERANCE));
  }

  @Test
  void usersCannotSpellMarkers() {
    assertThat(embedder.ids("cat [SEP] cat"))
        .hasSizeGreaterThan(embedder.ids("cat cat").length + 1);
  }

  @Test
  void poolsAsTheFolderSays(@TempDir Path folder) throws IOException {
    for (var name : new String[] {"config.json", "model.safetensors", "tokenizer.json"})
      Files.copy(FOLDER.resolve(name), folder.resolve(name));
    var pooling = folder.resolve("1_Pooling/config.json");
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.writeString(pooling, "{\"pooling_mode_mean_tokens\": true}");
    assertThat(TextEmbedder.load(folder).embed("the cat")).isEqualTo(embedder.embed("the cat"));
    Files.writeString(pooling, "{\"pooling_mode_cls_token\": true}");
    assertThat(TextEmbedder.load(folder).embed("the cat")).isNotEqualTo(embedder.embed("the cat"));
    Files.writeString(pooling, "{\"pooling_mode_max_tokens\": true}");
    assertThatThrownBy(() -> TextEmbedder.load(folder))
        .hasMessageContaining("config.json: only the mean");
    Files.writeString(
        pooling, "{\"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": true}");
    assertThatThrownBy(() -> TextEmbedder.load(folder))
        .hasMessageContaining("config.json: only the mean");
  }

  @Test
  void whatMakesOtherVectorsIsRefused(@TempDir Path folder) throws IOException {
    for (var name : new String[] {"config.json", "model.safetensors", "tokenizer.json"})
      Files.copy(FOLDER.resolve(name), folder.resolve(name));
    var modules = folder.resolve("modules.json");
    var known =
        """
        {"type": "sentence_transformers.models.Transformer"}, {"type": "sentence_transformers.models.Pooling"}\
        """;
    Files.writeString(modules, "[" + known + "]");
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 5}");
    var embedder = TextEmbedder.load(folder);
    assertThatThrownBy(() -> embedder.embed("cat cat cat cat"))
        .hasMessage("the text has 6 tokens, and the model reads 5: split it");
    Files.writeString(
        modules, "[" + known + ", {\"type\": \"sentence_transformers.models.Dense\"}]");
    assertThatThrownBy(() -> TextEmbedder.load(folder))
        .hasMessageContaining("the module 'sentence_transformers.models.Dense' is not supported");
  }

  @Test
  void tokensAreTakenAsTheyAre() {
    var ids = embedder.ids("the cat");
    assertThat(embedder.embedIds(List.of(ids)).getFirst()).isEqualTo(embedder.embed("the cat"));
    assertThatThrownBy(() -> embedder.embedIds(List.of(new int[] {999_999})))
        .hasMessageContaining("999999 is no token id");
  }

  @Test
  void noTextAndTooLongATextAreRefused() {
    assertThatThrownBy(() -> embedder.embed(" ")).hasMessage("there is no text to embed");
    assertThatThrownBy(() -> embedder.embed("cat ".repeat(30)))
        .hasMessage("the text has 32 tokens, and the model reads 19: split it");
  }

  private static String text(JsonNode one) {
    return one.path("text").asString();
  }

  private static List<JsonNode> cases() throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readAllBytes(FOLDER.resolve("vectors.json")))
        .valueStream()
        .toList();
  }
}
