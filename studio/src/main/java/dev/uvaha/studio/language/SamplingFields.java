package dev.uvaha.studio.language;

import dev.uvaha.generation.Sampling;
import dev.uvaha.http.Fields;

/// How a visitor wants tokens to be drawn.
public final class SamplingFields {
  private SamplingFields() {}

  /// Reads `temperature`, `topK` and `topP`; what is missing cuts and changes nothing.
  ///
  /// @throws dev.uvaha.http.ApiException if one is out of its range
  public static Sampling read(Fields fields) {
    return new Sampling(
        fields.number("temperature", 0, 100).orElse(1),
        fields.integer("topK", 0, Integer.MAX_VALUE).orElse(0),
        fields.number("topP", 1e-6, 1).orElse(1),
        0,
        1);
  }
}
