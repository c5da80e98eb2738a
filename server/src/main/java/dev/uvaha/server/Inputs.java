package dev.uvaha.server;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Fields;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// What is to be read.
final class Inputs {
  private Inputs() {}

  /// A text, an array of texts, of tokens, or of arrays of tokens, as tokens.
  ///
  /// @param encode what makes a text tokens
  static List<int[]> ids(Fields fields, String name, Function<String, int[]> encode) {
    var value = fields.value(name).orElseThrow(() -> fields.missing(name));
    if (value.isArray() && !value.isEmpty() && value.get(0).isNumber())
      return List.of(tokens(fields, name, value));
    if (value.isArray() && !value.isEmpty() && value.get(0).isArray())
      return value.valueStream().map(one -> tokens(fields, name, one)).toList();
    return fields.texts(name).stream().map(encode).toList();
  }

  private static int[] tokens(Fields fields, String name, JsonNode array) {
    if (!array.isArray()
        || !array.valueStream().allMatch(one -> one.isIntegralNumber() && one.canConvertToInt()))
      throw fields.wrong(name, "a text, texts, tokens, or arrays of tokens");
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  /// Of the field `input`, one text or several, not more than the limit.
  static List<String> texts(Fields fields, RequestLimits limits) {
    var texts = fields.texts("input");
    if (texts.isEmpty()) throw fields.missing("input");
    checkCount(texts.size(), limits);
    return texts;
  }

  static void checkCount(int texts, RequestLimits limits) {
    if (texts > limits.texts())
      throw ApiException.invalid(
          "input", "'input' may have %d texts at most, got %d".formatted(limits.texts(), texts));
  }
}
