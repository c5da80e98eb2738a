package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model whose tokenizer is of SentencePiece's kind: where a text begins, the space before its
/// first word is left out.
@Timeout(300)
class SpelledTextTest {
  static final Path UNIGRAM = Path.of("../text/src/test/resources/dev/uvaha/text/unigram.json");
  private static final int TOKENS = 9;

  private static TextModel model;
  private static Server server;

  @BeforeAll
  static void start() throws IOException {
    var template = ChatTemplate.of("{{ messages[0].content }}:", Map.of());
    model = TinyModels.model(Tokenizer.load(UNIGRAM), Optional.of(template));
    server =
        Server.start(
            ServerConfig.DEFAULT.withPort(0),
            List.of(new ServedModel.Text("words", model, BatchLimits.DEFAULT)));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /// What the model writes, by a seed with which it begins with a space and a character.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Written(int[] prompt, long seed, int[] tokens) {
    static Written after(int[] prompt) {
      var options = GenerationOptions.DEFAULT.withMaximumTokens(TOKENS).with(Sampling.at(1));
      for (var seed = 0L; ; seed++) {
        var text = model.generator().generate(prompt, options.withSeed(seed), _ -> true);
        if (model.tokenizer().token(text.tokens().getFirst()).matches(" .+"))
          return new Written(prompt, seed, text.tokens().stream().mapToInt(x -> x).toArray());
      }
    }

    String whole() {
      return model
          .tokenizer()
          .decode(IntStream.concat(IntStream.of(prompt), IntStream.of(tokens)).toArray());
    }
  }

  @Test
  void aCompletionIsWhatTheWholeHasBeyondThePrompt() throws IOException, InterruptedException {
    var written = Written.after(model.tokenizer().encodeWhole("the cat"));
    var expected = written.whole().substring("the cat".length());
    assertThat(expected).startsWith(" ");
    var asked = "\"prompt\": \"the cat\"";
    assertThat(whole("completions", asked, written).at("/choices/0/text").asString())
        .isEqualTo(expected);
    assertThat(streamed("completions", asked, written, "/choices/0/text")).isEqualTo(expected);
  }

  @Test
  void anAnswerIsATextOfItsOwn() throws IOException, InterruptedException {
    var template = model.chatTemplate().orElseThrow();
    var said = List.of(ChatMessage.user("the cat"));
    var written = Written.after(template.prompt(said, model.tokenizer()));
    var expected = model.tokenizer().decode(written.tokens());
    assertThat(expected).doesNotStartWith(" ");
    var asked = "\"messages\": [{\"role\": \"user\", \"content\": \"the cat\"}]";
    assertThat(
            whole("chat/completions", asked, written).at("/choices/0/message/content").asString())
        .isEqualTo(expected);
    assertThat(streamed("chat/completions", asked, written, "/choices/0/delta/content"))
        .isEqualTo(expected);
  }

  private static Client client() {
    return Client.of(server);
  }

  private static String body(String asked, Written written, boolean streams) {
    return "{%s, \"max_tokens\": %d, \"temperature\": 1, \"seed\": %d, \"stream\": %s}"
        .formatted(asked, TOKENS, written.seed(), streams);
  }

  private static JsonNode whole(String path, String asked, Written written)
      throws IOException, InterruptedException {
    return client().post("/v1/" + path, body(asked, written, false)).json();
  }

  private static String streamed(String path, String asked, Written written, String field)
      throws IOException, InterruptedException {
    var request =
        client()
            .request("/v1/" + path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body(asked, written, true)))
            .build();
    return client()
        .send(request)
        .body()
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
        .map(event -> event.at(field).asString(""))
        .collect(Collectors.joining());
  }
}
