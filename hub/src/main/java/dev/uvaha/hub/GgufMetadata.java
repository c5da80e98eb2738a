package dev.uvaha.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a GGUF file says beside its tensors, read key by key: what is missing or unusable is one
/// line that names it.
///
/// @param file for messages
/// @param values Long, Double, Boolean, String, or lists of them
record GgufMetadata(Path file, Map<String, Object> values) {
  int integer(String key) {
    return maybeInteger(key).orElseThrow(() -> missing(key));
  }

  Optional<Integer> maybeInteger(String key) {
    return value(key, Long.class, "an integer")
        .map(value -> {
          if (value != value.intValue()) throw wrong(key, "an integer of 32 bits", value);
          return value.intValue();
        });
  }

  double number(String key) {
    return maybeNumber(key).orElseThrow(() -> missing(key));
  }

  Optional<Double> maybeNumber(String key) {
    return value(key, Double.class, "a number");
  }

  boolean flag(String key, boolean otherwise) {
    return value(key, Boolean.class, "true or false").orElse(otherwise);
  }

  String text(String key) {
    return maybeText(key).orElseThrow(() -> missing(key));
  }

  Optional<String> maybeText(String key) {
    return value(key, String.class, "a text");
  }

  /// A list of one type.
  <T> List<T> list(String key, Class<T> type, String what) {
    return maybeList(key, type, what).orElseThrow(() -> missing(key));
  }

  /// A list of one type; empty if there is none.
  <T> Optional<List<T>> maybeList(String key, Class<T> type, String what) {
    return value(key, List.class, "a list")
        .map(list -> {
          for (var element : list)
            if (!type.isInstance(element)) throw wrong(key, "a list of " + what, element);
          @SuppressWarnings("unchecked") // each was looked at
          var checked = (List<T>) list;
          return checked;
        });
  }

  private <T> Optional<T> value(String key, Class<T> type, String what) {
    var value = values.get(key);
    if (value == null) return Optional.empty();
    if (!type.isInstance(value)) throw wrong(key, what, value);
    return Optional.of(type.cast(value));
  }

  private IllegalArgumentException missing(String key) {
    return new IllegalArgumentException(file + ": " + key + " is missing");
  }

  private IllegalArgumentException wrong(String key, String what, Object value) {
    return new IllegalArgumentException(
        "%s: %s must be %s, got a %s".formatted(file, key, what, value.getClass().getSimpleName()));
  }
}
