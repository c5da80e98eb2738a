package dev.uvaha.language;

import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.chat.ChatTemplate;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What stands beside a model about its use: `generation_config.json`, `tokenizer_config.json`,
/// `chat_template.jinja`. All of it may be missing.
///
/// @param generation how to sample, and where texts end
/// @param tokenizer names of special tokens, and in older folders the chat template
record Recommendations(Path folder, JsonNode model, JsonNode generation, JsonNode tokenizer) {
  private static final String GENERATION = "generation_config.json";
  private static final String TOKENIZER = "tokenizer_config.json";

  /// Of Hugging Face's library, where the file does not say.
  private static final int TOP_K = 50;

  private static final String TEMPLATE = "chat_template.jinja";

  /// Reads them.
  ///
  /// @throws IllegalArgumentException if one is no JSON object
  static Recommendations read(Path folder) {
    return new Recommendations(
        folder, json(folder, "config.json"), json(folder, GENERATION), json(folder, TOKENIZER));
  }

  static JsonNode json(Path folder, String name) {
    var file = folder.resolve(name);
    var json = tree(file);
    if (!json.isObject()) throw new IllegalArgumentException(file + ": no JSON object");
    return json;
  }

  /// What a file holds, an empty object if there is none.
  ///
  /// @throws IllegalArgumentException if it is no JSON
  static JsonNode tree(Path file) {
    if (!Files.isRegularFile(file)) return JsonMapper.shared().createObjectNode();
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(file));
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: no valid JSON: %s".formatted(file, damaged.getOriginalMessage()), damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// The tokens that end a text.
  Set<Integer> ends(Tokenizer spelling) {
    var ends = new HashSet<Integer>();
    for (var file : List.of(generation, model)) {
      var given = file.path("eos_token_id");
      if (given.isIntegralNumber()) ends.add(given.asInt());
      if (given.isArray()) given.forEach(id -> ends.add(id.asInt()));
      if (!ends.isEmpty()) break;
    }
    name("eos_token")
        .map(spelling::id)
        .filter(OptionalInt::isPresent)
        .ifPresent(id -> ends.add(id.getAsInt()));
    return ends;
  }

  /// How its makers sample; greedily if they do not say.
  ///
  /// @throws IllegalArgumentException if they recommend what can't be done
  GenerationOptions options() {
    try {
      var penalty = number("repetition_penalty", 1);
      var sampling =
          generation.path("do_sample").asBoolean(false)
              ? new Sampling(
                  number("temperature", 1),
                  (int) number("top_k", TOP_K),
                  number("top_p", 1),
                  number("min_p", 0),
                  penalty)
              : Sampling.GREEDY.withRepetitionPenalty(penalty);
      return GenerationOptions.DEFAULT.with(sampling);
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          folder.resolve(GENERATION) + ": " + unusable.getMessage(), unusable);
    }
  }

  private double number(String field, double otherwise) {
    var value = generation.path(field);
    return value.isNumber() ? value.asDouble() : otherwise;
  }

  /// How conversations are written; one that can't be rendered says so when it is used.
  Optional<ChatTemplate> chatTemplate() {
    var file = folder.resolve(TEMPLATE);
    try {
      if (Files.isRegularFile(file))
        return Optional.of(template(file, Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
    var given = tokenizer.path("chat_template");
    var source =
        given.isArray()
            ? given
                .valueStream()
                .filter(one -> one.path("name").asString("").equals("default"))
                .map(one -> one.path("template"))
                .findFirst()
            : Optional.of(given);
    return source
        .flatMap(JsonNode::asStringOpt)
        .map(jinja -> template(folder.resolve(TOKENIZER), jinja));
  }

  private ChatTemplate template(Path file, String jinja) {
    var tokens = new HashMap<String, String>();
    Stream.of("bos_token", "eos_token", "pad_token", "unk_token")
        .forEach(token -> name(token).ifPresent(spelling -> tokens.put(token, spelling)));
    try {
      return ChatTemplate.of(jinja, Map.copyOf(tokens));
    } catch (IllegalArgumentException unusable) {
      return ChatTemplate.unusable(file + ": " + unusable.getMessage());
    }
  }

  /// A special token, which stands as it is or in an object.
  private Optional<String> name(String token) {
    var given = tokenizer.path(token);
    return (given.isObject() ? given.path("content") : given).asStringOpt();
  }
}
