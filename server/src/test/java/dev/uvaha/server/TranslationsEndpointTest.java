package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.generation.BatchLimits;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class TranslationsEndpointTest {
  private static final String TRANSLATIONS = "/v1/translations";

  private static Server server;
  private static Client client;

  @BeforeAll
  static void start() {
    server =
        Server.start(
            ServerConfig.DEFAULT.withPort(0).withLimits(RequestLimits.DEFAULT.withTexts(7)),
            TinyModels.all(BatchLimits.DEFAULT));
    client = Client.of(server);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"input\": \"x\", \"language\": \"xx\"} | 400 | language | must be one of en, got \"xx\"",
        "{\"input\": \"x\", \"language\": 1}      | 400 | language | must be a text, got 1",
        "{\"language\": \"en\"}                    | 400 | input    | 'input' is missing",
        "{\"input\": null}                         | 400 | input    | 'input' is missing",
        "{\"input\": []}                           | 400 | input    | 'input' is empty",
        "{\"input\": 1}                            | 400 | input    | must be a text, got 1",
        "{\"input\": [\"x\", {}]}                  | 400 | input    | must be a text, got {}",
        "{\"input\": [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\"]} | 400 | input | have 7 texts at most, got 8",
        "{\"input\": \"x\", \"to\": \"en\"}         | 400 | to       | unknown field 'to'",
        "{\"input\": \"x\", \"model\": 1}         | 400 | model    | must be a text, got 1",
        "{\"input\": \"x\", \"model\": \"tiny\"}    | 404 | model    | there is no model 'tiny' for this here: there is upper",
        "[\"x\"]                                   | 400 | ``       | must be a JSON object",
      })
  void whatCanNotBeTranslatedIsRefused(String body, int status, String parameter, String message)
      throws IOException, InterruptedException {
    var answer = client.post(TRANSLATIONS, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).contains(message);
    assertThat(answer.parameter()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ", \"language\": \"en\"", ", \"language\": null, \"model\": \"upper\""})
  void whatCanBeTranslatedIs(String fields) throws IOException, InterruptedException {
    var answer =
        client.post(TRANSLATIONS, "{\"input\": [\"a cat\", \"їжак\"]%s}".formatted(fields));
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    assertThat(answer.json().path("model").asString()).isEqualTo("upper");
    assertThat(answer.json().at("/data/0/text").asString()).isEqualTo("A CAT");
    assertThat(answer.json().at("/data/1/text").asString()).isEqualTo("ЇЖАК");
    assertThat(answer.json().at("/data/1/language").asString()).isEqualTo("en");
  }
}
