package dev.uvaha.translation.view;

import dev.uvaha.translation.TranslationAttention;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Attention as numbers: `source` and `target` are the tokens that the encoder and the decoder
/// read, `written` those that the decoder wrote; `encoder`, `decoder` and `cross` are weights as
/// `[layer][head][query][key]`.
final class AttentionJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private AttentionJson() {}

  static void render(TranslationAttention attention, Writer writer) throws IOException {
    try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
      json.writeStartObject();
      tokens(json, "source", attention.source());
      tokens(json, "target", attention.target());
      tokens(json, "written", AttentionStack.written(attention));
      for (var stack : AttentionStack.of(attention)) {
        json.writeName(stack.name());
        json.writeStartArray();
        for (var layer : stack.weights()) {
          json.writeStartArray();
          for (var head : layer) matrix(json, head);
          json.writeEndArray();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (JacksonIOException failure) {
      throw failure.getCause(); // a full disk, as any other writer says it
    }
    writer.write('\n');
  }

  private static void tokens(JsonGenerator json, String name, List<String> tokens) {
    json.writeName(name);
    json.writeStartArray();
    tokens.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void matrix(JsonGenerator json, float[][] matrix) {
    json.writeStartArray();
    for (var row : matrix) {
      json.writeStartArray();
      for (var weight : row) json.writeNumber(weight);
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
