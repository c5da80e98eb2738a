package dev.uvaha.hub;

import java.nio.file.Path;
import java.util.List;

/// A model's tokens, as other files than `tokenizer.json` hold them.
///
/// @param file for messages
/// @param model `gpt2`, bytes merged by a list, or `llama`, characters merged by scores
/// @param words how a text is cut into words, such as `llama-bpe`
/// @param tokens by their ids
/// @param types of the tokens, as [Kind] has them from 1; as many, or none
/// @param scores of the tokens; as many, or none
/// @param merges two tokens each, with a space between
/// @param roles which tokens begin and end a text
/// @param addsBegin whether a text that is read begins with the token for it
/// @param addsSpace whether a text is read as if it began with a space
record Vocabulary(
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
