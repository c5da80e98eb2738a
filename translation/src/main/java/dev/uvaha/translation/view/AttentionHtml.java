package dev.uvaha.translation.view;

import dev.uvaha.translation.TranslationAttention;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Attention as one page: an overview of all heads, any of them enlarged, weights under the
/// pointer.
///
/// Weights are one byte each, `255 · √weight`, deflated: within 0.004 of the true weight, and a
/// sentence of 120 tokens in 6 layers of 8 heads stays below 3 MB.
final class AttentionHtml {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  private static final Pattern FIELD = Pattern.compile("\\{\\{(\\w+)}}");

  private AttentionHtml() {}

  static void render(TranslationAttention attention, Writer writer) throws IOException {
    var template = resource("attention.html");
    var field = FIELD.matcher(template);
    int end = 0;
    while (field.find()) {
      writer.write(template, end, field.start() - end);
      end = field.end();
      switch (field.group(1)) {
        case "title" -> writer.write(escaped("Attention: " + sentence(attention.source())));
        case "source" -> writer.write(escaped(sentence(attention.source())));
        case "target" -> writer.write(escaped(sentence(attention.target())));
        case "data" -> writer.write(data(attention));
        case "script" -> writer.write(resource("attention.js"));
        default -> throw new IllegalStateException("attention.html has " + field.group());
      }
    }
    writer.write(template, end, template.length() - end);
  }

  /// The text of the tokens, without those that are the program's.
  static String sentence(List<String> tokens) {
    return TokenLabels.ofWord(tokens.stream().filter(t -> !TokenLabels.isSpecial(t)).toList());
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// JSON that can't end the script it stands in: `<` is only ever in strings.
  private static String data(TranslationAttention attention) {
    var text = new java.io.StringWriter();
    try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (var stack : AttentionStack.of(attention)) {
        json.writeStartObject();
        json.writeStringProperty("title", stack.title());
        json.writeStringProperty("explanation", stack.explanation());
        json.writeStringProperty("rows", stack.name().equals("cross") ? "written" : "looking");
        json.writeStringProperty("columns", stack.name().equals("cross") ? "source" : "looked at");
        json.writeNumberProperty("layers", stack.layers());
        json.writeNumberProperty("heads", stack.heads());
        json.writeNumberProperty("clearest", stack.clearestLayer());
        for (var side : List.of("queries", "keys")) {
          json.writeName(side);
          json.writeStartArray();
          var tokens = side.equals("keys") ? stack.keys() : stack.queries();
          TokenLabels.ofPieces(tokens).forEach(json::writeString);
          json.writeEndArray();
        }
        json.writeStringProperty("weights", packed(stack.weights()));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString().replace("<", "\\u003c");
  }

  private static String packed(float[][][][] weights) {
    var packed = new ByteArrayOutputStream();
    try (var deflated = new DeflaterOutputStream(packed)) {
      for (var layer : weights)
        for (var head : layer)
          for (var row : head) {
            var bytes = new byte[row.length];
            for (int s = 0; s < row.length; s++)
              bytes[s] = (byte) Math.round(255 * Math.sqrt(Math.clamp(row[s], 0f, 1f)));
            deflated.write(bytes);
          }
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  private static String resource(String name) throws IOException {
    try (var stream = AttentionHtml.class.getResourceAsStream(name)) {
      if (stream == null) throw new IllegalStateException("the library lacks its file " + name);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
