package dev.uvaha.nn.safetensors;

import static dev.uvaha.nn.safetensors.InvalidCheckpointException.damaged;
import static dev.uvaha.nn.safetensors.InvalidCheckpointException.quoted;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of a header token by token, so that nothing in it is taken on trust.
final class HeaderParser {
  private static final int DEEPEST = 16;
  private static final int MOST_DIMENSIONS = 64;
  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxDocumentLength(-1)
                  .build())
          .build();

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private Map<String, String> metadata = Map.of();

  private HeaderParser(Path file) {
    this.file = file;
  }

  static Header parse(Path file, byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != '{')
      throw damaged(file, "not a safetensors file: its header does not begin with {");
    var parser = new HeaderParser(file);
    try (var json = JSON.createParser(ObjectReadContext.empty(), text(file, bytes))) {
      parser.header(json);
    } catch (JacksonException failure) {
      throw damaged(
          file, "its header is not valid JSON (%s)".formatted(failure.getOriginalMessage()));
    }
    return new Header(parser.entries, parser.metadata);
  }

  private static String text(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw damaged(file, "its header is not UTF-8");
    }
  }

  private void header(JsonParser json) {
    json.nextToken();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      if (name.equals(Header.METADATA)) metadata = metadata(json);
      else entries.put(name, entry(json, name));
    }
    if (json.nextToken() != null) throw damaged(file, "text follows its header's closing brace");
  }

  private Map<String, String> metadata(JsonParser json) {
    var values = new LinkedHashMap<String, String>();
    if (json.currentToken() != JsonToken.START_OBJECT)
      throw damaged(file, Header.METADATA + " must be an object of strings");
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      if (json.nextToken() != JsonToken.VALUE_STRING)
        throw damaged(
            file, "%s must hold strings only: %s".formatted(Header.METADATA, quoted(name)));
      values.put(name, json.getString());
    }
    return values;
  }

  private Entry entry(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.START_OBJECT)
      throw wrong(name, "must be an object, is " + json.currentToken());
    var type = Optional.<DataType>empty();
    var shape = Optional.<Shape>empty();
    var offsets = Optional.<long[]>empty();
    for (var field = json.nextName(); field != null; field = json.nextName()) {
      json.nextToken();
      switch (field) {
        case "dtype" -> type = Optional.of(type(json, name));
        case "shape" -> shape = Optional.of(Shape.of(numbers(json, name, field, MOST_DIMENSIONS)));
        case "data_offsets" -> offsets = Optional.of(numbers(json, name, field, 2));
        default -> json.skipChildren();
      }
    }
    return checked(
        name,
        type.orElseThrow(() -> wrong(name, "has no dtype")),
        shape.orElseThrow(() -> wrong(name, "has no shape")),
        offsets.orElseThrow(() -> wrong(name, "has no data_offsets")));
  }

  private DataType type(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.VALUE_STRING) throw wrong(name, "dtype must be a string");
    var code = json.getString();
    return Codes.type(code)
        .orElseThrow(() ->
            new InvalidCheckpointException(
                file,
                "tensor %s: dtype %s is not supported, only %s"
                    .formatted(quoted(name), quoted(code), Codes.KNOWN)));
  }

  private long[] numbers(JsonParser json, String name, String field, int most) {
    if (json.currentToken() != JsonToken.START_ARRAY) throw wrong(name, field + " must be a list");
    var numbers = new long[most];
    var count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getLongValue() < 0)
        throw wrong(
            name, "%s must hold whole numbers in [0, 2^63), got %s".formatted(field, seen(json)));
      if (count == most) throw wrong(name, "%s has more than %d numbers".formatted(field, most));
      numbers[count++] = json.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private static String seen(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
            || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
            || json.currentToken() == JsonToken.VALUE_STRING
        ? quoted(json.getString())
        : json.currentToken().toString();
  }

  private Entry checked(String name, DataType type, Shape shape, long[] offsets) {
    if (offsets.length != 2)
      throw wrong(name, "data_offsets must be two numbers, got " + Arrays.toString(offsets));
    if (offsets[0] > offsets[1])
      throw wrong(name, "data_offsets run backwards: " + Arrays.toString(offsets));
    var needed = bytes(name, type, shape);
    if (offsets[1] - offsets[0] != needed)
      throw wrong(
          name,
          "%s %s needs %d bytes, its data_offsets %s hold %d"
              .formatted(
                  Codes.of(type),
                  shape,
                  needed,
                  Arrays.toString(offsets),
                  offsets[1] - offsets[0]));
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  /// Sizes of 0 count as 1 on the way, since strides are computed so.
  private long bytes(String name, DataType type, Shape shape) {
    try {
      var span = (long) type.bytes();
      for (var size : shape.sizes()) span = Math.multiplyExact(span, Math.max(1, size));
      return shape.elements() * type.bytes();
    } catch (ArithmeticException overflow) {
      throw wrong(name, "%s %s is beyond 2^63 bytes".formatted(Codes.of(type), shape));
    }
  }

  private InvalidCheckpointException wrong(String name, String problem) {
    return damaged(file, "tensor %s: %s".formatted(quoted(name), problem));
  }
}
