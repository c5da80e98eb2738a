package dev.uvaha.training.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How the values of a recipe stand in YAML that are neither numbers, texts and choices nor records
/// of such.
///
/// @param values those with a form of their own
/// @param sections those that come in several kinds
public record RecipeFormat(List<Value<?>> values, List<Section<?>> sections) {
  /// Keeps its own copies.
  public RecipeFormat {
    values = List.copyOf(values);
    sections = List.copyOf(sections);
  }

  /// A type with a form of its own.
  ///
  /// @param written of strings, numbers, lists and maps, as YAML holds them
  /// @param read the inverse; refuses what it cannot read by an IllegalArgumentException
  public record Value<T>(Class<T> type, Function<T, Object> written, Function<Object, T> read) {
    Object write(Object value) {
      return written.apply(type.cast(value));
    }
  }

  /// A section whose key says of which kind it is, and so which keys stand beside that.
  ///
  /// @param key such as `architecture`
  /// @param kinds by their names, each with its defaults, all of different record classes
  public record Section<S>(Class<S> type, String key, Map<String, ? extends S> kinds) {
    String kindOf(Object value) {
      return kinds.entrySet().stream()
          .filter(kind -> kind.getValue().getClass() == value.getClass())
          .findFirst()
          .orElseThrow()
          .getKey();
    }
  }

  Optional<Value<?>> value(Object of) {
    return values.stream()
        .<Value<?>>map(form -> form)
        .filter(form -> form.type().isInstance(of))
        .findFirst();
  }

  Optional<Section<?>> section(Object of) {
    return sections.stream()
        .<Section<?>>map(form -> form)
        .filter(form -> form.type().isInstance(of))
        .findFirst();
  }
}
