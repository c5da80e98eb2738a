package dev.uvaha.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.uvaha.generation.GeneratedText;
import dev.uvaha.generation.GeneratedToken;
import dev.uvaha.generation.Generation.Piece;
import dev.uvaha.http.ApiException;
import dev.uvaha.http.Endpoint;
import dev.uvaha.http.Exchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `POST /v1/completions`: how texts go on.
final class CompletionsEndpoint implements Endpoint {
  private static final int MOST_ALTERNATIVES = 5;

  /// As OpenAI has it where the request does not say.
  private static final int TOKENS = 16;

  record Completion(
      String id,
      String object,
      long created,
      String model,
      List<Choice> choices,
      @JsonInclude(Include.NON_ABSENT) Optional<Usage> usage) {}

  record Choice(
      int index, String text, Optional<LogProbabilities> logprobs, Optional<String> finishReason) {}

  record LogProbabilities(
      List<String> tokens,
      List<Double> tokenLogprobs,
      List<Map<String, Double>> topLogprobs,
      List<Integer> textOffset) {}

  private final Catalog catalog;
  private final RequestLimits limits;
  private final ServerMetrics metrics;

  CompletionsEndpoint(Catalog catalog, RequestLimits limits, ServerMetrics metrics) {
    this.catalog = catalog;
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public void answer(Exchange exchange) throws InterruptedException {
    var fields = exchange.fields();
    var service = catalog.text(fields);
    var prompts = Inputs.ids(fields, "prompt", service.model().tokenizer()::encodePrompt);
    var asked = GenerationFields.read(fields, service, limits, TOKENS, "max_tokens");
    var alternatives = fields.integer("logprobs", 0, MOST_ALTERNATIVES);
    fields.ignore("user");
    fields.onlyIfIdle("echo", "suffix", "presence_penalty", "frequency_penalty", "logit_bias");
    fields
        .value("best_of")
        .filter(best -> best.asInt(-1) != asked.count())
        .ifPresent(_ -> {
          throw fields.wrong("best_of", "what 'n' is");
        });
    fields.refuseOthers();
    if (prompts.size() * asked.count() > limits.texts())
      throw ApiException.invalid(
          "n",
          "a request may ask for %d texts at most, got %d"
              .formatted(limits.texts(), prompts.size() * asked.count()));
    try (var choices =
        Choices.submit(
            exchange, service, "prompt", prompts, asked.withAlternatives(alternatives.orElse(0)))) {
      var answer = new Answer(service, alternatives.isPresent());
      if (asked.streams()) answer.stream(exchange, choices, asked.includesUsage());
      else answer.whole(exchange, choices);
    }
  }

  /// One request's answer.
  private final class Answer {
    private final String id = "cmpl-" + UUID.randomUUID().toString().replace("-", "");
    private final long created = Instant.now().getEpochSecond();
    private final TextService service;
    private final boolean wantsLogProbabilities;

    Answer(TextService service, boolean wantsLogProbabilities) {
      this.service = service;
      this.wantsLogProbabilities = wantsLogProbabilities;
    }

    void whole(Exchange exchange, Choices choices) throws InterruptedException {
      var texts = choices.texts();
      var usage = choices.usage(texts);
      var written = new ArrayList<Choice>();
      for (var text : texts)
        written.add(
            new Choice(
                written.size(),
                text.text(),
                logProbabilities(text.written(), 0),
                Optional.of(Choices.finishReason(text.ending()))));
      metrics.used(service.name(), usage);
      exchange.json(completion(written, Optional.of(usage)));
    }

    void stream(Exchange exchange, Choices choices, boolean includesUsage)
        throws InterruptedException {
      var events = exchange.events();
      var texts = new ArrayList<GeneratedText>();
      var offsets = new int[choices.size()];
      choices.follow(
          new Choices.Listener() {
            @Override
            public void piece(int choice, Piece piece) throws InterruptedException {
              if (piece.text().isEmpty() && !wantsLogProbabilities) return;
              var logProbabilities = logProbabilities(piece.tokens(), offsets[choice]);
              offsets[choice] += piece.text().length();
              send(new Choice(choice, piece.text(), logProbabilities, Optional.empty()));
            }

            @Override
            public void end(int choice, GeneratedText text) throws InterruptedException {
              texts.add(text);
              var reason = Choices.finishReason(text.ending());
              send(new Choice(choice, "", Optional.empty(), Optional.of(reason)));
            }

            private void send(Choice choice) throws InterruptedException {
              events.send(completion(List.of(choice), Optional.empty()));
            }
          });
      var usage = choices.usage(texts);
      metrics.used(service.name(), usage);
      if (includesUsage) events.send(completion(List.of(), Optional.of(usage)));
      events.done();
    }

    private Completion completion(List<Choice> choices, Optional<Usage> usage) {
      return new Completion(id, "text_completion", created, service.name(), choices, usage);
    }

    /// @param offset of the first token in the text; of a token that is no whole character it is
    ///   where the character will stand
    private Optional<LogProbabilities> logProbabilities(List<GeneratedToken> tokens, int offset) {
      if (!wantsLogProbabilities) return Optional.empty();
      var offsets = new ArrayList<Integer>();
      var at = offset;
      for (var token : tokens) {
        offsets.add(at);
        at += spelled(token.token()).length();
      }
      return Optional.of(
          new LogProbabilities(
              tokens.stream().map(token -> spelled(token.token())).toList(),
              tokens.stream().map(GeneratedToken::logProbability).toList(),
              tokens.stream().map(this::likeliest).toList(),
              offsets));
    }

    private Map<String, Double> likeliest(GeneratedToken token) {
      var likeliest = new LinkedHashMap<String, Double>();
      for (var one : token.likeliest()) likeliest.put(spelled(one.token()), one.logProbability());
      return likeliest;
    }

    private String spelled(int token) {
      return service.model().tokenizer().token(token);
    }
  }
}
