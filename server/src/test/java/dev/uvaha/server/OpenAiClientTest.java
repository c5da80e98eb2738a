package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenAI's own client against a server process.
@Timeout(300)
class OpenAiClientTest {
  private static ServerProcess process;
  private static OpenAIClient client;

  @BeforeAll
  static void start() {
    process = ServerProcess.start();
    client = client(ServerProcess.KEY);
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(process.address() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .responseValidation(true)
        .build();
  }

  @AfterAll
  static void endsWellWhenToldTo() throws IOException, InterruptedException {
    try (var ending = process) {
      client.close();
      assertThat(ending.isAlive()).isTrue();
      assertThat(ending.end()).isZero();
    }
  }

  private static ChatCompletionCreateParams.Builder chat(String text) {
    return ChatCompletionCreateParams.builder()
        .model(TinyModels.TALKS)
        .addSystemMessage("Speak Ukrainian.")
        .addUserMessage(text);
  }

  /// The client's own method is deprecated, though the API has the field.
  private static ChatCompletionCreateParams.Builder seeded(
      ChatCompletionCreateParams.Builder asked, int seed) {
    return asked.putAdditionalBodyProperty("seed", JsonValue.from(seed));
  }

  @Test
  void listsTheModels() {
    assertThat(client.models().list().data().stream().map(Model::id))
        .containsExactly(
            TinyModels.TALKS, TinyModels.WRITES, TinyModels.EMBEDS, TinyModels.TRANSLATES);
    assertThat(client.models().retrieve(TinyModels.WRITES).id()).isEqualTo(TinyModels.WRITES);
  }

  @Test
  void talks() {
    var completion =
        client.chat().completions().create(chat("Привіт!").maxCompletionTokens(7).build());
    var choice = completion.choices().getFirst();
    assertThat(choice.finishReason().asString()).isEqualTo("length");
    assertThat(choice.message().content().orElseThrow()).isNotEmpty();
    var usage = completion.usage().orElseThrow();
    assertThat(usage.completionTokens()).isEqualTo(7);
    assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + 7);
  }

  @Test
  void whatIsStreamedIsWhatIsSaidAtOnce() {
    var asked = seeded(chat("Кіт").maxCompletionTokens(23).temperature(1.3).n(2), 5);
    var whole = client.chat().completions().create(asked.build());
    var chunks = new ArrayList<ChatCompletionChunk>();
    try (var stream =
        client
            .chat()
            .completions()
            .createStreaming(
                asked
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      stream.stream().forEach(chunks::add);
    }
    for (var choice : whole.choices())
      assertThat(text(chunks, choice.index())).isEqualTo(choice.message().content().orElseThrow());
    assertThat(whole.choices().get(0).message()).isNotEqualTo(whole.choices().get(1).message());
    var usage = chunks.getLast().usage().orElseThrow();
    assertThat(usage.promptTokens()).isEqualTo(whole.usage().orElseThrow().promptTokens());
    assertThat(usage.completionTokens()).isEqualTo(46);
  }

  private static String text(List<ChatCompletionChunk> chunks, long index) {
    return chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .filter(choice -> choice.index() == index)
        .flatMap(choice -> choice.delta().content().stream())
        .collect(Collectors.joining());
  }

  @Test
  void tellsLogProbabilities() {
    var asked = chat("Кіт").maxCompletionTokens(5).logprobs(true).topLogprobs(3).build();
    var tokens =
        client.chat().completions().create(asked).choices().getFirst().logprobs().orElseThrow();
    assertThat(tokens.content().orElseThrow()).hasSize(5);
    for (var token : tokens.content().orElseThrow()) {
      assertThat(token.topLogprobs()).hasSize(3);
      assertThat(token.topLogprobs().getFirst().token()).isEqualTo(token.token()); // greedy
      assertThat(token.logprob()).isNegative();
      assertThat(token.bytes().orElseThrow()).isNotEmpty();
    }
  }

  @Test
  void completesAndStopsWhereToldTo() {
    var asked =
        CompletionCreateParams.builder().model(TinyModels.WRITES).prompt("The cat").maxTokens(9);
    var whole = client.completions().create(asked.build()).choices().getFirst();
    assertThat(whole.finishReason().asString()).isEqualTo("length");
    var stop = whole.text().substring(2, 4);
    var stopped = client.completions().create(asked.stop(stop).build()).choices().getFirst();
    assertThat(stopped.finishReason().asString()).isEqualTo("stop");
    assertThat(stopped.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "base64"})
  void makesVectors(String format) {
    var asked =
        EmbeddingCreateParams.builder()
            .model(TinyModels.EMBEDS)
            .inputOfArrayOfStrings(List.of("The cat sleeps.", "A dog.", "The cat sleeps."))
            .encodingFormat(EmbeddingCreateParams.EncodingFormat.of(format))
            .build();
    var response = client.embeddings().create(asked);
    var vectors = response.data().stream().map(Embedding::embedding).toList();
    assertThat(vectors).hasSize(3);
    assertThat(product(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-5));
    assertThat(product(vectors.get(0), vectors.get(2))).isCloseTo(1, within(1e-5)); // but for sums
    assertThat(product(vectors.get(0), vectors.get(1))).isLessThan(0.999);
    assertThat(response.usage().promptTokens()).isPositive();
  }

  private static double product(List<Float> left, List<Float> right) {
    return IntStream.range(0, left.size()).mapToDouble(i -> left.get(i) * right.get(i)).sum();
  }

  @Test
  void makesVectorsOfTokens() {
    var asked = EmbeddingCreateParams.builder().model(TinyModels.EMBEDS);
    var one = client.embeddings().create(asked.inputOfArrayOfTokens(List.of(4L, 5L, 6L)).build());
    var two =
        client
            .embeddings()
            .create(
                asked.inputOfArrayOfTokenArrays(List.of(List.of(7L), List.of(4L, 5L, 6L))).build());
    assertThat(one.data()).hasSize(1);
    assertThat(two.data()).hasSize(2);
    var expected = one.data().getFirst().embedding();
    for (var i = 0; i < expected.size(); i++)
      assertThat(two.data().get(1).embedding().get(i)).isCloseTo(expected.get(i), within(1e-5f));
    assertThat(two.usage().promptTokens()).isEqualTo(4);
  }

  @Test
  void streamsCompletions() {
    var asked =
        CompletionCreateParams.builder()
            .model(TinyModels.WRITES)
            .prompt("The cat")
            .maxTokens(9)
            .build();
    // OpenAI itself sends what its client, if it validates, refuses: no reason before the end
    var lenient = RequestOptions.builder().responseValidation(false).build();
    try (var stream = client.completions().createStreaming(asked, lenient)) {
      var text =
          stream.stream().map(one -> one.choices().getFirst().text()).collect(Collectors.joining());
      assertThat(text).isEqualTo(client.completions().create(asked).choices().getFirst().text());
    }
  }

  /// More texts than the server writes at once.
  @Test
  void manyAreAnsweredAtOnceAsEachAlone() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<String>>();
      for (var seed : IntStream.range(0, 12).toArray()) tasks.add(() -> written(seed));
      var beside = threads.invokeAll(tasks);
      for (var seed = 0; seed < tasks.size(); seed++)
        assertThat(beside.get(seed).get()).as("seed %d", seed).isEqualTo(written(seed));
    }
  }

  private static String written(int seed) {
    var asked =
        seeded(chat("Кіт " + seed).maxCompletionTokens(11 + seed).temperature(0.8), seed).build();
    return client
        .chat()
        .completions()
        .create(asked)
        .choices()
        .getFirst()
        .message()
        .content()
        .orElseThrow();
  }

  @Test
  void aStreamThatIsClosedFreesItsPlace() throws IOException, InterruptedException {
    var endless = chat("Кіт").maxCompletionTokens(TinyModels.CONTEXT - 100).build();
    for (var i = 0; i < 7; i++) { // more than there are places
      try (var stream = client.chat().completions().createStreaming(endless)) {
        assertThat(stream.stream().limit(3)).hasSize(3);
      }
    }
    var plain = Client.of(process.address());
    var gone = "uvaha_requests_total{path=\"/v1/chat/completions\",status=\"499\"}";
    while (plain.metric(gone) < 7) Thread.sleep(20);
    while (plain.metric("uvaha_texts_running{model=\"tiny-chat\"}") > 0) Thread.sleep(20);
    assertThat(plain.metric(gone)).isEqualTo(7);
  }

  @Test
  void errorsAreOfTheirKind() {
    var completions = client.chat().completions();
    assertThatThrownBy(() -> completions.create(chat("x").model("gpt-9").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("there is no model 'gpt-9'");
    assertThatThrownBy(() -> completions.create(chat("x").maxCompletionTokens(-5).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'max_completion_tokens' must be a whole number from 1");
    assertThatThrownBy(() -> completions.create(chat("x").frequencyPenalty(1.0).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'frequency_penalty' is not supported");
    var stranger = client("wrong");
    assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
    stranger.close();
  }
}
