package dev.uvaha.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.uvaha.generation.GeneratedText;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.language.TextModel;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.language.chat.ChatTemplate;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// LangChain4j's requests in our terms, and our answers in its.
///
/// @param tokens that an answer has at most where the request does not say
record Requests(TextModel model, ChatTemplate template, int tokens) {
  /// What is asked.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares requests
  record Asked(int[] prompt, GenerationOptions options) {}

  static Requests of(TextModel model, int tokens) {
    return new Requests(
        model,
        model
            .chatTemplate()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the model '%s' has no chat template: it was not taught to talk"
                        .formatted(model.name()))),
        tokens);
  }

  /// @throws UnsupportedFeatureException what can't be done
  /// @throws InvalidRequestException what makes no sense, or does not fit the context
  Asked read(ChatRequest request) {
    refuseUnsupported(request);
    try {
      var messages = request.messages().stream().map(Requests::message).toList();
      var prompt = template.prompt(messages, model.tokenizer());
      var context = model.model().maximumLength();
      if (prompt.length >= context)
        throw new IllegalArgumentException(
            "the conversation has %,d tokens, and the model's context is %,d: shorten it"
                .formatted(prompt.length, context));
      return new Asked(prompt, options(request));
    } catch (IllegalArgumentException unfit) {
      throw new InvalidRequestException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  private static void refuseUnsupported(ChatRequest request) {
    var tools = request.toolSpecifications();
    if (tools != null && !tools.isEmpty()) throw new UnsupportedFeatureException("tools");
    var format = request.responseFormat();
    if (format != null && format.type() != ResponseFormatType.TEXT)
      throw new UnsupportedFeatureException("answers in JSON by a schema");
    if (isSet(request.frequencyPenalty()) || isSet(request.presencePenalty()))
      throw new UnsupportedFeatureException("frequency and presence penalties");
  }

  private static boolean isSet(@Nullable Double penalty) {
    return penalty != null && penalty != 0;
  }

  private GenerationOptions options(ChatRequest request) {
    var sampling = model.defaults().sampling();
    if (request.temperature() != null) sampling = sampling.withTemperature(request.temperature());
    if (request.topP() != null) sampling = sampling.withTopP(request.topP());
    if (request.topK() != null) sampling = sampling.withTopK(request.topK());
    var stop = request.stopSequences();
    return model
        .defaults()
        .asAnswer()
        .with(sampling)
        .withSeed(ThreadLocalRandom.current().nextLong())
        .withMaximumTokens(Optional.ofNullable(request.maxOutputTokens()).orElse(tokens))
        .withStop(stop == null ? new String[0] : stop.toArray(String[]::new));
  }

  private static ChatMessage message(dev.langchain4j.data.message.ChatMessage message) {
    return switch (message) {
      case SystemMessage system -> ChatMessage.system(system.text());
      case UserMessage user when user.hasSingleText() -> ChatMessage.user(user.singleText());
      case AiMessage ai when !ai.hasToolExecutionRequests() ->
          ChatMessage.assistant(String.valueOf(ai.text()));
      default ->
          throw new UnsupportedFeatureException("a message that is not a text: " + message.type());
    };
  }

  ChatResponse response(Asked asked, GeneratedText text) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(text.text()))
        .modelName(model.name())
        .tokenUsage(new TokenUsage(asked.prompt().length, text.written().size()))
        .finishReason(
            switch (text.ending()) {
              case END, STOP -> FinishReason.STOP;
              case LENGTH, CONTEXT -> FinishReason.LENGTH;
              case CANCELLED -> FinishReason.OTHER;
            })
        .build();
  }
}
