package dev.uvaha.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The tokens that a GGUF file holds.
///
/// @param file for messages
/// @param model `gpt2` or `llama`
/// @param words how a text is cut into words, such as `llama-bpe`
/// @param tokens by their ids
/// @param types of the tokens; as many, or none
/// @param scores of the tokens; as many, or none
/// @param merges two tokens each, with a space between
/// @param roles which tokens begin and end a text
/// @param addsBegin whether a text that is read begins with the token for it
/// @param addsSpace whether a text is read as if it began with a space
record GgufVocabulary(
    Path file,
    String model,
    String words,
    List<String> tokens,
    List<Long> types,
    List<Double> scores,
    List<String> merges,
    TokenRoles roles,
    boolean addsBegin,
    boolean addsSpace) {
  /// What a token is there for.
  enum Kind {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  private static final String KEY = "tokenizer.ggml.";

  /// Reads it.
  ///
  /// @throws IllegalArgumentException if there is none, or an unusable one: one line says what
  static GgufVocabulary of(GgufMetadata values) {
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
    return new GgufVocabulary(
        file,
        model,
        values.maybeText(KEY + "pre").orElse("gpt-2"),
        tokens,
        beside(values, "token_type", Long.class, "integers", tokens.size()),
        beside(values, "scores", Double.class, "numbers", tokens.size()),
        values.maybeList(KEY + "merges", String.class, "texts").orElse(List.of()),
        roles,
        values.flag(KEY + "add_bos_token", model.equals("llama")),
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

  Kind kind(int id) {
    if (types.isEmpty()) return Kind.NORMAL;
    var code = types.get(id);
    return code >= 1 && code <= Kind.values().length
        ? Kind.values()[code.intValue() - 1]
        : Kind.NORMAL;
  }

  double score(int id) {
    return scores.isEmpty() ? -id : scores.get(id);
  }

  String token(int id) {
    return tokens.get(id);
  }

  /// How many tokens there are before the unused ones at the end, which only fill up matrices.
  int used() {
    var count = tokens.size();
    while (count > 1 && kind(count - 1) == Kind.UNUSED) count--;
    return count;
  }
}
