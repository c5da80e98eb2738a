package dev.uvaha.hub;

import java.util.List;
import java.util.Optional;

/// Reads the tokens that a GGUF file holds.
final class GgufVocabulary {
  private static final String KEY = "tokenizer.ggml.";

  private GgufVocabulary() {}

  /// Reads it.
  ///
  /// @throws IllegalArgumentException if there is none, or an unusable one: one line says what
  static Vocabulary of(GgufMetadata values) {
    var file = values.file();
    var tokens = values.list(KEY + "tokens", String.class, "texts");
    if (tokens.isEmpty()) throw new IllegalArgumentException(file + ": it has no tokens");
    var roles =
        new TokenRoles(
            token(values, "bos_token_id", tokens),
            token(values, "eos_token_id", tokens),
            token(values, "eot_token_id", tokens),
            token(values, "unknown_token_id", tokens),
            token(values, "padding_token_id", tokens));
    var model = values.text(KEY + "model");
    var words = values.maybeText(KEY + "pre").orElse("gpt-2");
    return new Vocabulary(
        file,
        model,
        words,
        tokens,
        beside(values, "token_type", Long.class, "integers", tokens.size()),
        beside(values, "scores", Double.class, "numbers", tokens.size()),
        values.maybeList(KEY + "merges", String.class, "texts").orElse(List.of()),
        roles,
        values.flag(
            KEY + "add_bos_token", (model.equals("gpt2") ? words : model).startsWith("llama")),
        values.flag(KEY + "add_space_prefix", true));
  }

  private static <T> List<T> beside(
      GgufMetadata values, String key, Class<T> type, String what, int count) {
    var list = values.maybeList(KEY + key, type, what).orElse(List.of());
    if (!list.isEmpty() && list.size() != count)
      throw new IllegalArgumentException(
          "%s: %s has %d entries, and there are %d tokens"
              .formatted(values.file(), KEY + key, list.size(), count));
    return list;
  }

  private static Optional<Integer> token(GgufMetadata values, String key, List<String> tokens) {
    var id = values.maybeInteger(KEY + key);
    id.filter(value -> value < 0 || value >= tokens.size())
        .ifPresent(value -> {
          throw new IllegalArgumentException(
              "%s: %s is %d, and there are %d tokens"
                  .formatted(values.file(), KEY + key, value, tokens.size()));
        });
    return id;
  }
}
