package dev.uvaha.nn.safetensors;

import static dev.uvaha.nn.safetensors.InvalidCheckpointException.damaged;
import static dev.uvaha.nn.safetensors.InvalidCheckpointException.quoted;

import dev.uvaha.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/// Reads and writes `model.safetensors.index.json`: `{"metadata": {"total_size": bytes},
/// "weight_map": {"tensor": "file"}}`, of which the last alone is needed.
final class ShardIndex {
  /// A plain name beside the index: an index never reaches into other folders.
  private static final Pattern FILE_NAME = Pattern.compile("[\\w][\\w .+-]*\\.safetensors");

  private ShardIndex() {}

  static Map<String, String> read(Path index) {
    try {
      if (Files.size(index) > SafetensorsFile.LONGEST_HEADER)
        throw damaged(
            index, "the index has more than %d bytes".formatted(SafetensorsFile.LONGEST_HEADER));
      try (var json =
          HeaderParser.JSON.createParser(ObjectReadContext.empty(), Files.readAllBytes(index))) {
        return files(index, json);
      }
    } catch (JacksonException failure) {
      throw damaged(index, "not valid JSON (%s)".formatted(failure.getOriginalMessage()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + index + ": " + failure.getMessage(), failure);
    }
  }

  static void write(Path index, long totalSize, Map<String, String> fileOf) {
    var bytes = new ByteArrayOutputStream();
    try (var json = HeaderParser.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("metadata");
      json.writeNumberProperty("total_size", totalSize);
      json.writeEndObject();
      json.writeObjectPropertyStart("weight_map");
      fileOf.forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeEndObject();
    }
    try {
      AtomicFile.write(index, bytes.toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private static Map<String, String> files(Path index, JsonParser json) {
    var files = new LinkedHashMap<String, String>();
    var seen = false;
    if (json.nextToken() != JsonToken.START_OBJECT) throw damaged(index, "not a JSON object");
    for (var field = json.nextName(); field != null; field = json.nextName()) {
      if (json.nextToken() == JsonToken.START_OBJECT && field.equals("weight_map")) {
        seen = true;
        for (var name = json.nextName(); name != null; name = json.nextName()) {
          json.nextToken();
          files.put(name, fileName(index, name, json));
        }
      } else {
        json.skipChildren();
      }
    }
    if (!seen) throw damaged(index, "it has no object weight_map");
    return files;
  }

  private static String fileName(Path index, String tensor, JsonParser json) {
    var text = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
    if (!FILE_NAME.matcher(text).matches())
      throw damaged(
          index,
          "weight_map must give tensor %s a .safetensors file beside the index, not %s"
              .formatted(quoted(tensor), quoted(text)));
    return text;
  }
}
