package dev.uvaha.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// JSON as requests and answers have it: nothing after the value, no name twice.
final class Json {
  private static final int DEEPEST = 32;

  private final JsonMapper mapper;

  private Json(JsonMapper mapper) {
    this.mapper = mapper;
  }

  static Json of(JsonNames names) {
    return new Json(
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .propertyNamingStrategy(
                switch (names) {
                  case SNAKE_CASE -> PropertyNamingStrategies.SNAKE_CASE;
                  case CAMEL_CASE -> PropertyNamingStrategies.LOWER_CAMEL_CASE;
                })
            .build());
  }

  String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  /// The fields of an object.
  ///
  /// @throws ApiException if it is no JSON object
  Fields fields(byte[] body) {
    try {
      var json = mapper.readTree(body);
      if (!json.isObject()) throw ApiException.malformed("the body must be a JSON object");
      return new Fields(json, "");
    } catch (JacksonException e) {
      throw ApiException.malformed("the body is no valid JSON: " + place(e));
    }
  }

  private static String place(JacksonException e) {
    var place = e.getLocation();
    var message = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return place == null
        ? message
        : "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), message);
  }
}
