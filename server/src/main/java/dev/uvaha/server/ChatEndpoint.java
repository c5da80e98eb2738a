package dev.uvaha.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.uvaha.generation.GeneratedText;
import dev.uvaha.generation.GeneratedToken;
import dev.uvaha.generation.Generation.Piece;
import dev.uvaha.http.ApiException;
import dev.uvaha.http.Endpoint;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.text.Tokenizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `POST /v1/chat/completions`: the assistant's turn of a conversation.
final class ChatEndpoint implements Endpoint {
  private static final int MOST_ALTERNATIVES = 20;

  record Completion(
      String id, String object, long created, String model, List<Choice> choices, Usage usage) {}

  record Choice(
      int index, Message message, Optional<LogProbabilities> logprobs, String finishReason) {}

  record Message(String role, String content, Optional<String> refusal) {}

  record Chunk(
      String id,
      String object,
      long created,
      String model,
      List<ChunkChoice> choices,
      @JsonInclude(Include.NON_ABSENT) Optional<Usage> usage) {}

  record ChunkChoice(
      int index, Delta delta, Optional<LogProbabilities> logprobs, Optional<String> finishReason) {}

  @JsonInclude(Include.NON_ABSENT)
  record Delta(Optional<String> role, Optional<String> content) {
    static final Delta EMPTY = new Delta(Optional.empty(), Optional.empty());
  }

  record LogProbabilities(List<Token> content, Optional<String> refusal) {}

  record Token(String token, double logprob, List<Integer> bytes, List<TopToken> topLogprobs) {}

  record TopToken(String token, double logprob, List<Integer> bytes) {}

  private final Catalog catalog;
  private final RequestLimits limits;
  private final ServerMetrics metrics;

  ChatEndpoint(Catalog catalog, RequestLimits limits, ServerMetrics metrics) {
    this.catalog = catalog;
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public void answer(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var service = catalog.text(fields);
    var template =
        service
            .model()
            .chatTemplate()
            .orElseThrow(() ->
                ApiException.invalid(
                    "model",
                    "the model '%s' has no chat template: ask it by /v1/completions"
                        .formatted(service.name())));
    var messages = messages(fields);
    var asked =
        GenerationFields.read(
            fields, service, limits, limits.tokens(), "max_completion_tokens", "max_tokens");
    var wantsLogProbabilities = fields.isTrue("logprobs");
    var alternatives = fields.integer("top_logprobs", 0, MOST_ALTERNATIVES).orElse(0);
    if (alternatives > 0 && !wantsLogProbabilities)
      throw ApiException.invalid("top_logprobs", "'top_logprobs' needs 'logprobs': true");
    refuseOthers(fields);
    var prompt = prompt(template, messages, service.model().tokenizer());
    try (var choices =
        Choices.submit(
            exchange,
            service,
            "messages",
            List.of(prompt),
            asked.withAlternatives(alternatives).asAnswers())) {
      var answer = new Answer(service, wantsLogProbabilities, asked.includesUsage());
      if (asked.streams()) answer.stream(exchange, choices);
      else answer.whole(exchange, choices);
    }
  }

  private static void refuseOthers(Fields fields) {
    fields.ignore(
        "user",
        "metadata",
        "store",
        "service_tier",
        "safety_identifier",
        "prompt_cache_key",
        "parallel_tool_calls");
    fields.onlyIfIdle("presence_penalty", "frequency_penalty", "logit_bias", "tools", "functions");
    fields
        .object("response_format")
        .ifPresent(format -> {
          if (!format.requiredText("type").equals("text")) throw format.wrong("type", "\"text\"");
        });
    fields.refuseOthers();
  }

  private static List<ChatMessage> messages(Fields fields) {
    var messages = new ArrayList<ChatMessage>();
    for (var message : fields.objects("messages")) {
      var role =
          switch (message.requiredText("role")) {
            case "system", "developer" -> ChatMessage.Role.SYSTEM;
            case "user" -> ChatMessage.Role.USER;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            default -> throw message.wrong("role", "system, developer, user or assistant");
          };
      messages.add(new ChatMessage(role, content(message)));
      message.ignore("name", "refusal");
      message.onlyIfIdle("tool_calls", "function_call", "audio");
      message.refuseOthers();
    }
    if (messages.isEmpty()) throw fields.missing("messages");
    return messages;
  }

  /// A text, or parts that are texts.
  private static String content(Fields message) {
    var value = message.value("content").orElseThrow(() -> message.missing("content"));
    if (!value.isArray()) return message.requiredText("content");
    var content = new StringBuilder();
    for (var part : message.objects("content")) {
      if (!part.requiredText("type").equals("text")) throw part.wrong("type", "\"text\"");
      content.append(part.requiredText("text"));
      part.refuseOthers();
    }
    return content.toString();
  }

  private static int[] prompt(
      ChatTemplate template, List<ChatMessage> messages, Tokenizer tokenizer) {
    try {
      return template.prompt(messages, tokenizer);
    } catch (IllegalArgumentException refusal) {
      throw ApiException.invalid("messages", String.valueOf(refusal.getMessage()));
    }
  }

  /// One request's answer.
  private final class Answer {
    private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
    private final long created = Instant.now().getEpochSecond();
    private final TextService service;
    private final boolean wantsLogProbabilities;
    private final boolean includesUsage;

    Answer(TextService service, boolean wantsLogProbabilities, boolean includesUsage) {
      this.service = service;
      this.wantsLogProbabilities = wantsLogProbabilities;
      this.includesUsage = includesUsage;
    }

    void whole(Exchange exchange, Choices choices) throws InterruptedException {
      var texts = choices.texts();
      var usage = choices.usage(texts);
      var said = new ArrayList<Choice>();
      for (var text : texts)
        said.add(
            new Choice(
                said.size(),
                new Message("assistant", text.text(), Optional.empty()),
                logProbabilities(text.written()),
                Choices.finishReason(text.ending())));
      metrics.used(service.name(), usage);
      exchange.json(new Completion(id, "chat.completion", created, service.name(), said, usage));
    }

    void stream(Exchange exchange, Choices choices) throws InterruptedException {
      var events = exchange.events();
      var texts = new ArrayList<GeneratedText>();
      for (var i = 0; i < choices.size(); i++)
        events.send(chunk(i, new Delta(Optional.of("assistant"), Optional.of("")), List.of()));
      choices.follow(
          new Choices.Listener() {
            @Override
            public void piece(int choice, Piece piece) throws InterruptedException {
              if (piece.text().isEmpty() && !wantsLogProbabilities) return;
              var delta = new Delta(Optional.empty(), Optional.of(piece.text()));
              events.send(chunk(choice, delta, piece.tokens()));
            }

            @Override
            public void end(int choice, GeneratedText text) throws InterruptedException {
              texts.add(text);
              var reason = Optional.of(Choices.finishReason(text.ending()));
              events.send(
                  chunk(
                      List.of(new ChunkChoice(choice, Delta.EMPTY, Optional.empty(), reason)),
                      Optional.empty()));
            }
          });
      var usage = choices.usage(texts);
      metrics.used(service.name(), usage);
      if (includesUsage) events.send(chunk(List.of(), Optional.of(usage)));
      events.done();
    }

    private Chunk chunk(int choice, Delta delta, List<GeneratedToken> tokens) {
      return chunk(
          List.of(new ChunkChoice(choice, delta, logProbabilities(tokens), Optional.empty())),
          Optional.empty());
    }

    private Chunk chunk(List<ChunkChoice> choices, Optional<Usage> usage) {
      return new Chunk(id, "chat.completion.chunk", created, service.name(), choices, usage);
    }

    private Optional<LogProbabilities> logProbabilities(List<GeneratedToken> tokens) {
      return wantsLogProbabilities
          ? Optional.of(
              new LogProbabilities(tokens.stream().map(this::token).toList(), Optional.empty()))
          : Optional.empty();
    }

    private Token token(GeneratedToken token) {
      var spelled = SpelledToken.of(service.model().tokenizer(), token.token());
      return new Token(
          spelled.token(),
          token.logProbability(),
          spelled.bytes(),
          token.likeliest().stream().map(this::top).toList());
    }

    private TopToken top(GeneratedToken.Alternative one) {
      var spelled = SpelledToken.of(service.model().tokenizer(), one.token());
      return new TopToken(spelled.token(), one.logProbability(), spelled.bytes());
    }
  }
}
