package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// As a request says, so texts are written: a field that came to nothing, or was taken for another,
/// shows in the text.
@Timeout(300)
class GenerationFieldsTest {
  private static final String PLAIN = "plain";
  private static final String CAREFUL = "careful";
  private static final String HOT = "\"temperature\": 1, \"seed\": %d, ";
  private static final int TOKENS = 13;
  private static final int SEEDS = 3;

  private static Server server;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    var template = ChatTemplate.of("{{ messages[0].content }}:", Map.of());
    var plain = TinyModels.model(Tokenizer.load(SpelledTextTest.UNIGRAM), Optional.of(template));
    var careful = plain.defaults().with(Sampling.at(1).withMinP(1));
    server =
        Server.start(
            ServerConfig.DEFAULT.withPort(0),
            List.of(
                new ServedModel.Text(PLAIN, plain, BatchLimits.DEFAULT),
                new ServedModel.Text(
                    CAREFUL,
                    new TextModel(
                        CAREFUL,
                        plain.model(),
                        plain.tokenizer(),
                        plain.ends(),
                        careful,
                        plain.chatTemplate()),
                    BatchLimits.DEFAULT)));
    client = Client.of(server);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"top_k\": 1", "\"min_p\": 1", "\"top_p\": 0.0001"})
  void theNarrowestCutLeavesTheLikeliest(String cut) throws IOException, InterruptedException {
    for (var seed = 0; seed < SEEDS; seed++) {
      var hot = HOT.formatted(seed);
      assertThat(text(completed(PLAIN, hot + cut))).isEqualTo(text(completed(PLAIN, "")));
      assertThat(text(said(hot + cut))).isEqualTo(text(said("")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"top_k\": 0", "\"min_p\": 0", "\"top_p\": 1", "\"repetition_penalty\": 1"})
  void theWidestCutsNothing(String cut) throws IOException, InterruptedException {
    var texts = new HashSet<String>();
    for (var seed = 0; seed < SEEDS; seed++) {
      var hot = HOT.formatted(seed);
      var text = text(completed(PLAIN, hot + cut));
      assertThat(text).isEqualTo(text(completed(PLAIN, hot + "\"n\": 1")));
      texts.add(text);
    }
    assertThat(texts).hasSize(SEEDS).doesNotContain(text(completed(PLAIN, "")));
  }

  @Test
  void whatIsLeftOutIsAsTheMakersRecommend() throws IOException, InterruptedException {
    var likeliest = text(completed(PLAIN, ""));
    assertThat(text(completed(CAREFUL, "\"seed\": 5"))).isEqualTo(likeliest);
    assertThat(text(completed(CAREFUL, "\"seed\": 5, \"top_p\": 0.9"))).isEqualTo(likeliest);
    assertThat(text(completed(CAREFUL, "\"seed\": 5, \"min_p\": 0")))
        .isEqualTo(text(completed(PLAIN, HOT.formatted(5) + "\"n\": 1")))
        .isNotEqualTo(likeliest);
  }

  @Test
  void aHighPenaltyLetsNothingComeAgain() throws IOException, InterruptedException {
    assertThat(tokens(completed(PLAIN, "\"logprobs\": 0")).distinct().count()).isLessThan(TOKENS);
    assertThat(tokens(completed(PLAIN, "\"logprobs\": 0, \"repetition_penalty\": 100")))
        .hasSize(TOKENS)
        .doesNotHaveDuplicates();
  }

  @Test
  void aTextEndsBeforeTheFirstOfItsStops() throws IOException, InterruptedException {
    var hot = HOT.formatted(5);
    assertEndsBeforeStops(completed(PLAIN, hot + "\"n\": 1"), stop -> completed(PLAIN, hot + stop));
    assertEndsBeforeStops(said(hot + "\"n\": 1"), stop -> said(hot + stop));
  }

  private interface Asked {
    JsonNode with(String field) throws IOException, InterruptedException;
  }

  private static void assertEndsBeforeStops(JsonNode whole, Asked asked)
      throws IOException, InterruptedException {
    var text = text(whole);
    var length = text.length();
    var stops =
        List.of(text.substring(length - 2), text.substring(length / 2, length / 2 + 3), "none");
    var first = Math.min(text.indexOf(stops.get(0)), text.indexOf(stops.get(1)));
    var stopped = asked.with("\"stop\": " + JsonMapper.shared().writeValueAsString(stops));
    assertThat(text(stopped)).isEqualTo(text.substring(0, first));
    assertThat(stopped.path("finish_reason").asString()).isEqualTo("stop");
    assertThat(whole.path("finish_reason").asString()).isEqualTo("length");
  }

  private static JsonNode completed(String model, String fields)
      throws IOException, InterruptedException {
    return choice("/v1/completions", model, "\"prompt\": \"the cat\"", fields);
  }

  private static JsonNode said(String fields) throws IOException, InterruptedException {
    var messages = "\"messages\": [{\"role\": \"user\", \"content\": \"the cat\"}]";
    return choice("/v1/chat/completions", PLAIN, messages, fields);
  }

  private static JsonNode choice(String path, String model, String asked, String fields)
      throws IOException, InterruptedException {
    var body =
        "{\"model\": \"%s\", \"max_tokens\": %d, %s%s}"
            .formatted(model, TOKENS, asked, fields.isEmpty() ? "" : ", " + fields);
    var answer = client.post(path, body);
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    return answer.json().at("/choices/0");
  }

  private static String text(JsonNode choice) {
    return choice.path("text").asString(choice.at("/message/content").asString(""));
  }

  private static Stream<String> tokens(JsonNode choice) {
    return choice.at("/logprobs/tokens").valueStream().map(JsonNode::asString);
  }
}
