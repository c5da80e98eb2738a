package dev.uvaha.server;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Fields;
import java.util.List;

/// The field `input`.
final class Inputs {
  private Inputs() {}

  /// One text or several, not more than the limit.
  static List<String> texts(Fields fields, RequestLimits limits) {
    var texts = fields.texts("input");
    if (texts.isEmpty()) throw fields.missing("input");
    if (texts.size() > limits.texts())
      throw ApiException.invalid(
          "input",
          "'input' may have %d texts at most, got %d".formatted(limits.texts(), texts.size()));
    return texts;
  }
}
