package dev.uvaha.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class UvahaChatModelTest {
  private static final int CONTEXT = 5003;
  private static final List<ChatMessage> CONVERSATION =
      List.of(
          SystemMessage.from("Be brief."),
          UserMessage.from("Кіт?"),
          AiMessage.from("Спить."),
          UserMessage.from("Де?"));

  private static UvahaChatModel model;

  @BeforeAll
  static void start() {
    model = UvahaChatModel.start(tiny(Optional.of(template())), BatchLimits.DEFAULT, 17);
  }

  @AfterAll
  static void end() {
    model.close();
  }

  private static ChatTemplate template() {
    return ChatTemplate.of(
        "{% for m in messages %}{{ m.role }}: {{ m.content }}<end>{% endfor %}assistant:",
        Map.of());
  }

  private static TextModel tiny(Optional<ChatTemplate> template) {
    var tokenizer =
        new BpeTrainer(new BpeTrainerConfig(300, 2, List.of("<end>")))
            .train(Stream.of("Кіт спить.", "The cat sleeps."), (_, _) -> {});
    Randomness.seed(3);
    var gpt = Gpt.create(GptConfig.of(tokenizer.vocabularySize(), 2, 2, 22, CONTEXT, 0));
    return new TextModel("tiny", gpt, tokenizer, Set.of(), GenerationOptions.DEFAULT, template);
  }

  @Test
  void talksAsTheModelDoes() {
    ChatModel chat = model;
    var response = chat.chat(CONVERSATION);
    assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(response.modelName()).isEqualTo("tiny");
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(17);
    var plain = tiny(Optional.empty());
    var prompt =
        template()
            .prompt(
                List.of(
                    dev.uvaha.language.chat.ChatMessage.system("Be brief."),
                    dev.uvaha.language.chat.ChatMessage.user("Кіт?"),
                    dev.uvaha.language.chat.ChatMessage.assistant("Спить."),
                    dev.uvaha.language.chat.ChatMessage.user("Де?")),
                plain.tokenizer());
    var text =
        plain
            .generator()
            .generate(
                prompt, GenerationOptions.DEFAULT.withMaximumTokens(17).asAnswer(), _ -> true);
    assertThat(response.aiMessage().text()).isEqualTo(text.text());
    assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(prompt.length);
  }

  @Test
  void whatIsStreamedIsWhatIsSaidAtOnce() {
    var text = new StringBuilder();
    var done = new CompletableFuture<ChatResponse>();
    model
        .streaming()
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
    assertThat(done.join().aiMessage()).isEqualTo(model.chat(CONVERSATION).aiMessage());
    assertThat(text.toString()).isEqualTo(done.join().aiMessage().text());
  }

  @Test
  void aStreamThatIsCancelledEnds() throws InterruptedException {
    var one =
        UvahaChatModel.start(
            tiny(Optional.of(template())), BatchLimits.DEFAULT.withRunning(1), CONTEXT);
    var cancelled = new CountDownLatch(1);
    try (one) {
      one.streaming()
          .chat(
              CONVERSATION,
              new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(
                    PartialResponse piece, PartialResponseContext context) {
                  context.streamingHandle().cancel();
                  cancelled.countDown();
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                  throw new AssertionError("it was cancelled");
                }

                @Override
                public void onError(Throwable error) {
                  throw new AssertionError(error);
                }
              });
      cancelled.await();
      // has the only place
      assertThat(one.chat(request().maxOutputTokens(3).build()).tokenUsage().outputTokenCount())
          .isEqualTo(3);
    }
  }

  private static ChatRequest.Builder request() {
    return ChatRequest.builder().messages(CONVERSATION);
  }

  @Test
  void whatCanNotBeDoneIsRefused() {
    assertThatThrownBy(() ->
            model.chat(
                request()
                    .toolSpecifications(ToolSpecification.builder().name("x").build())
                    .build()))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessage("tools");
    assertThatThrownBy(() -> model.chat(request().temperature(-1.0).build()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("temperature must be in [0, 100], got -1.0");
    assertThatThrownBy(() -> model.chat("x".repeat(CONTEXT + 1)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("and the model's context is 5,003: shorten it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UvahaChatModel.start(tiny(Optional.empty())))
        .withMessage("the model 'tiny' has no chat template: it was not taught to talk");
  }
}
