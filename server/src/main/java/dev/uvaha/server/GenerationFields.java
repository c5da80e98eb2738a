package dev.uvaha.server;

import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.http.ApiException;
import dev.uvaha.http.Fields;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The fields that chat and completions share: how texts go on, and how many.
///
/// @param count of texts for each prompt, `n`
/// @param streams whether pieces are sent as they come
/// @param includesUsage whether the stream ends with how many tokens there were
record GenerationFields(
    GenerationOptions options, int count, boolean streams, boolean includesUsage) {
  private static final int MOST_STOPS = 16;
  private static final double HOTTEST = 2;

  /// What is not asked for is as the model's makers recommend.
  ///
  /// @param limit of tokens, the field's name or its alias
  /// @param tokens where the request does not say
  static GenerationFields read(
      Fields fields, TextService service, RequestLimits limits, int tokens, String... limit) {
    var streamOptions = fields.object("stream_options");
    var includesUsage =
        streamOptions
            .map(options -> {
              var included = options.isTrue("include_usage");
              options.onlyIfIdle("include_obfuscation");
              options.refuseOthers();
              return included;
            })
            .orElse(false);
    var streams = fields.isTrue("stream");
    if (streamOptions.isPresent() && !streams)
      throw ApiException.invalid(
          "stream_options", "'stream_options' is only for requests with 'stream': true");
    var options =
        service
            .model()
            .defaults()
            .with(sampling(fields, service.model().defaults().sampling()))
            .withSeed(fields.longInteger("seed").orElseGet(ThreadLocalRandom.current()::nextLong))
            .withMaximumTokens(maximumTokens(fields, service, limits, tokens, limit))
            .withStop(stop(fields));
    return new GenerationFields(
        options, fields.integer("n", 1, limits.texts()).orElse(1), streams, includesUsage);
  }

  GenerationFields withAlternatives(int alternatives) {
    return new GenerationFields(
        options.withAlternatives(alternatives), count, streams, includesUsage);
  }

  /// For the answers of a conversation.
  GenerationFields asAnswers() {
    return new GenerationFields(options.asAnswer(), count, streams, includesUsage);
  }

  private static int maximumTokens(
      Fields fields, TextService service, RequestLimits limits, int tokens, String... names) {
    var most = Math.min(limits.tokens(), service.model().model().maximumLength());
    for (var name : names) {
      var value = fields.integer(name, 1, most);
      if (value.isPresent()) {
        fields.ignore(names);
        return value.getAsInt();
      }
    }
    return Math.min(tokens, most);
  }

  private static Sampling sampling(Fields fields, Sampling recommended) {
    var sampling = recommended;
    var temperature = fields.number("temperature", 0, HOTTEST);
    var topP = fields.number("top_p", 0, 1);
    var minP = fields.number("min_p", 0, 1);
    var topK = fields.integer("top_k", 0, Integer.MAX_VALUE);
    var penalty = fields.number("repetition_penalty", 0.01, 100);
    if (temperature.isPresent()) sampling = sampling.withTemperature(temperature.getAsDouble());
    if (topK.isPresent()) sampling = sampling.withTopK(topK.getAsInt());
    if (minP.isPresent()) sampling = sampling.withMinP(minP.getAsDouble());
    if (topP.isPresent()) sampling = positive("top_p", topP.getAsDouble(), sampling::withTopP);
    if (penalty.isPresent()) sampling = sampling.withRepetitionPenalty(penalty.getAsDouble());
    return sampling;
  }

  private static Sampling positive(
      String name, double value, java.util.function.DoubleFunction<Sampling> with) {
    if (value == 0) throw ApiException.invalid(name, "'%s' must be above 0".formatted(name));
    return with.apply(value);
  }

  private static String[] stop(Fields fields) {
    var value = fields.value("stop");
    if (value.isEmpty() || (value.get().isArray() && value.get().isEmpty())) return new String[0];
    List<String> stop = fields.texts("stop");
    if (stop.size() > MOST_STOPS)
      throw ApiException.invalid(
          "stop", "'stop' may have %d texts at most, got %d".formatted(MOST_STOPS, stop.size()));
    if (stop.contains("")) throw ApiException.invalid("stop", "a text of 'stop' is empty");
    return stop.toArray(String[]::new);
  }
}
