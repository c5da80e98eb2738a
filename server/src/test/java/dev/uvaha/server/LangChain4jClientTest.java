package dev.uvaha.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// LangChain4j's OpenAI client against a server process.
@Timeout(300)
class LangChain4jClientTest {
  private static final List<dev.langchain4j.data.message.ChatMessage> CONVERSATION =
      List.of(
          SystemMessage.from("Be brief."),
          UserMessage.from("Кіт?"),
          AiMessage.from("Спить."),
          UserMessage.from("Де?"));

  private static ServerProcess process;

  @BeforeAll
  static void start() {
    process = ServerProcess.start();
  }

  @AfterAll
  static void end() {
    process.close();
  }

  private static OpenAiChatModel.OpenAiChatModelBuilder model() {
    return OpenAiChatModel.builder()
        .baseUrl(process.address() + "/v1")
        .apiKey(ServerProcess.KEY)
        .modelName(TinyModels.TALKS)
        .maxTokens(13)
        .seed(7)
        .temperature(0.9)
        .maxRetries(0);
  }

  @Test
  void talks() {
    var response = model().build().chat(CONVERSATION);
    assertThat(response.aiMessage().text()).isNotEmpty();
    assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(13);
  }

  @Test
  void whatIsStreamedIsWhatIsSaidAtOnce() {
    var text = new StringBuilder();
    var done = new CompletableFuture<ChatResponse>();
    OpenAiStreamingChatModel.builder()
        .baseUrl(process.address() + "/v1")
        .apiKey(ServerProcess.KEY)
        .modelName(TinyModels.TALKS)
        .maxTokens(13)
        .seed(7)
        .temperature(0.9)
        .build()
        .chat(
            CONVERSATION,
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String piece) {
                text.append(piece);
              }

              @Override
              public void onCompleteResponse(ChatResponse response) {
                done.complete(response);
              }

              @Override
              public void onError(Throwable error) {
                done.completeExceptionally(error);
              }
            });
    var whole = model().build().chat(CONVERSATION).aiMessage().text();
    assertThat(done.join().aiMessage().text()).isEqualTo(whole);
    assertThat(done.join().tokenUsage().outputTokenCount()).isEqualTo(13);
    assertThat(text.toString()).isEqualTo(whole);
  }

  @Test
  void makesVectors() {
    var model =
        OpenAiEmbeddingModel.builder()
            .baseUrl(process.address() + "/v1")
            .apiKey(ServerProcess.KEY)
            .modelName(TinyModels.EMBEDS)
            .build();
    var vectors = model.embedAll(List.of(TextSegment.from("A cat."), TextSegment.from("A dog.")));
    assertThat(vectors.content()).hasSize(2);
    assertThat(vectors.content().get(0)).isNotEqualTo(vectors.content().get(1));
  }

  @Test
  void anUnknownModelIsToldAsSuch() {
    assertThatThrownBy(() -> model().modelName("gpt-9").build().chat(CONVERSATION))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("there is no model 'gpt-9'");
  }
}
