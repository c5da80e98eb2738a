package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenizerJsonTest {
  private static final String TEXT = "The cat's 1,234 streets — кіт\n\n  бачить 🐈 <|endoftext|>";

  @TempDir Path folder;

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(file));
  }

  private Tokenizer imported(GgufWriter writer) throws IOException {
    var file = Files.write(folder.resolve("model.gguf"), writer.bytes());
    Gguf.importTo(file, folder.resolve("out"), HubListener.NONE);
    return Tokenizer.load(folder.resolve("out/tokenizer.json"));
  }

  /// The byte-level BPE of a fixture, as GGUF files hold one.
  private static GgufWriter byteLevel(String words) throws IOException {
    var model = json(Fixtures.folder("gpt2").resolve("tokenizer.json")).path("model");
    var tokens = new String[400];
    model.path("vocab").forEachEntry((token, id) -> tokens[id.asInt()] = token);
    var merges = new ArrayList<String>();
    for (var merge : model.path("merges"))
      merges.add(
          merge.isArray()
              ? merge.path(0).asString() + " " + merge.path(1).asString()
              : merge.asString());
    return byteLevel(words, List.of(tokens), merges);
  }

  private static GgufWriter byteLevel(String words, List<String> tokens, List<String> merges) {
    var types = tokens.stream().map(token -> token.startsWith("<|") ? 3 : 1).toList();
    return GgufFixtures.of("gpt2")
        .put("tokenizer.ggml.model", "gpt2")
        .put("tokenizer.ggml.pre", words)
        .put("tokenizer.ggml.tokens", tokens)
        .put("tokenizer.ggml.token_type", types)
        .put("tokenizer.ggml.merges", merges)
        .put("tokenizer.ggml.bos_token_id", 0)
        .put("tokenizer.ggml.eos_token_id", 0)
        .put("tokenizer.ggml.eot_token_id", 3)
        .put("tokenizer.chat_template", "{{ messages }}");
  }

  @Test
  void aByteLevelBpeReadsAsTheOriginal() throws IOException {
    var original = Tokenizer.load(Fixtures.folder("gpt2").resolve("tokenizer.json"));
    var tokenizer = imported(byteLevel("gpt-2"));
    assertThat(tokenizer.encode(TEXT)).isEqualTo(original.encode(TEXT));
    assertThat(tokenizer.decode(tokenizer.encode(TEXT))).isEqualTo(TEXT);
    assertThat(tokenizer.specialTokens()).isEqualTo(original.specialTokens());
  }

  /// Ids that Hugging Face's library gives with what the families publish.
  @ParameterizedTest
  @ValueSource(strings = {"gpt-2", "llama-bpe", "qwen2", "smollm"})
  void wordsAreCutAsTheModelWasTrained(String words) throws IOException {
    var fixture = json(Fixtures.folder("gguf").resolve("words.json"));
    var tokens = texts(fixture.path("tokens"));
    var tokenizer = imported(byteLevel(words, tokens, texts(fixture.path("merges"))));
    for (var text : fixture.path("texts"))
      assertThat(tokenizer.encode(text.path("text").asString()))
          .as(text.path("text").asString())
          .containsExactly(ids(text.path("ids").path(words)));
    assertThat(tokenizer.decode(tokenizer.encode(TEXT))).isEqualTo(TEXT);
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static int[] ids(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  @Test
  void rolesAndChatTemplateAreKept() throws IOException {
    imported(byteLevel("gpt-2"));
    var out = folder.resolve("out");
    var config = json(out.resolve("tokenizer_config.json"));
    assertThat(config.path("chat_template").asString()).isEqualTo("{{ messages }}");
    assertThat(config.path("eos_token").asString()).isNotEmpty();
    assertThat(json(out.resolve("generation_config.json")).path("eos_token_id"))
        .hasToString("[0,3]");
    assertThat(json(out.resolve("config.json")).path("bos_token_id").asInt()).isZero();
    assertThat(HuggingFace.languageModel(out).vocabulary()).isEqualTo(400);
  }

  /// Ids that the sentencepiece library gives.
  @Test
  void aSentencePieceReadsAsItsLibraryDoes() throws IOException {
    var fixture = json(Fixtures.folder("gguf").resolve("sentencepiece.json"));
    var tokenizer = imported(sentencePiece(fixture));
    for (var text : fixture.path("texts"))
      assertThat(tokenizer.encode(text.path("text").asString()))
          .as(text.path("text").asString())
          .containsExactly(ids(text.path("ids")));
  }

  private static GgufWriter sentencePiece(JsonNode fixture) {
    var tokens = new ArrayList<String>();
    var scores = new ArrayList<Float>();
    var types = new ArrayList<Integer>();
    for (var token : fixture.path("tokens")) tokens.add(token.asString());
    for (var score : fixture.path("scores")) scores.add((float) score.asDouble());
    for (var type : fixture.path("types")) types.add(type.asInt());
    return GgufFixtures.of("llama")
        .put("tokenizer.ggml.model", "llama")
        .put("tokenizer.ggml.tokens", tokens)
        .put("tokenizer.ggml.scores", scores)
        .put("tokenizer.ggml.token_type", types)
        .put("tokenizer.ggml.unknown_token_id", 0)
        .put("tokenizer.ggml.bos_token_id", 1)
        .put("tokenizer.ggml.eos_token_id", 2);
  }

  /// Folders from before `tokenizer.json`.
  @Test
  void olderFoldersGetATokenizer() throws IOException {
    var model = json(Fixtures.folder("gpt2").resolve("tokenizer.json")).path("model");
    var older = older("gpt2");
    Files.writeString(older.resolve("vocab.json"), model.path("vocab").toString());
    var merges = new StringBuilder("#version: 0.2\n");
    for (var merge : model.path("merges"))
      merges
          .append(merge.path(0).asString())
          .append(' ')
          .append(merge.path(1).asString())
          .append('\n');
    Files.writeString(older.resolve("merges.txt"), merges);
    var original = Tokenizer.load(Fixtures.folder("gpt2").resolve("tokenizer.json"));
    assertThat(imported(older).encode(TEXT)).isEqualTo(original.encode(TEXT));
  }

  @Test
  void olderLlamasGetATokenizer() throws IOException {
    var older = older("llama");
    Files.copy(
        Fixtures.folder("gguf").resolve("tokenizer.model"), older.resolve("tokenizer.model"));
    var tokenizer = imported(older);
    var fixture = json(Fixtures.folder("gguf").resolve("sentencepiece.json"));
    var text = fixture.path("texts").path(0);
    assertThat(tokenizer.encode(text.path("text").asString())).isEqualTo(ids(text.path("ids")));
  }

  private Path older(String fixture) throws IOException {
    var older = Files.createDirectories(folder.resolve("older"));
    for (var name : new String[] {"config.json", "model.safetensors"})
      Files.copy(Fixtures.folder(fixture).resolve(name), older.resolve(name));
    return older;
  }

  private Tokenizer imported(Path older) throws IOException {
    ModelImport.run(older, folder.resolve("out"), HubListener.NONE);
    return Tokenizer.load(folder.resolve("out/tokenizer.json"));
  }
}
