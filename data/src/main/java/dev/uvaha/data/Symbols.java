package dev.uvaha.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Names in a fixed order, such as classes, tags or words: a name's id is its place, from 0.
///
/// Immutable and safe to share between threads.
public final class Symbols {
  /// The name that stands for every word that has none, where there is one.
  public static final String UNKNOWN = "<unk>";

  private static final int SHOWN = 12;

  private final List<String> names;
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  private Symbols(List<String> names) {
    this.names = names;
    for (var name : names) {
      if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
        throw new IllegalArgumentException(
            "Symbols: a name is not empty and has no white space, got '%s'".formatted(name));
      }
      if (ids.put(name, ids.size()) != null) {
        throw new IllegalArgumentException(
            "Symbols: '%s' is there twice; each name has one place".formatted(name));
      }
    }
  }

  /// These names, in this order.
  ///
  /// @throws IllegalArgumentException if one is empty, holds white space or comes twice
  public static Symbols of(List<String> names) {
    return new Symbols(List.copyOf(names));
  }

  /// The words of these texts in the order in which they first come, after [#UNKNOWN].
  public static Symbols ofWords(Stream<String> texts) {
    var words = texts.flatMap(text -> Stream.of(words(text)));
    return new Symbols(Stream.concat(Stream.of(UNKNOWN), words).distinct().toList());
  }

  public int size() {
    return names.size();
  }

  /// The name of an id.
  ///
  /// @throws IllegalArgumentException if there is none
  public String name(int id) {
    if (id < 0 || id >= names.size()) {
      throw new IllegalArgumentException(
          "Symbols: an id is 0 to %d, got %d".formatted(names.size() - 1, id));
    }
    return names.get(id);
  }

  /// The id of a name, if it has one.
  public OptionalInt find(String name) {
    var id = ids.get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// The id of a name.
  ///
  /// @throws IllegalArgumentException if it has none: one line that says which names there are
  public int id(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is none of the %d names %s; correct it or add it to them"
                    .formatted(name, size(), shown())));
  }

  /// The ids of a text's words, which white space parts; a word that is not here becomes
  /// [#UNKNOWN].
  ///
  /// @throws IllegalArgumentException if a word is not here and neither is [#UNKNOWN]
  public int[] encode(String text) {
    var unknown = find(UNKNOWN);
    return Stream.of(words(text))
        .mapToInt(word -> unknown.isPresent() ? find(word).orElse(unknown.getAsInt()) : id(word))
        .toArray();
  }

  static String[] words(String text) {
    var stripped = text.strip();
    return stripped.isEmpty() ? new String[0] : stripped.split("\\s+");
  }

  private String shown() {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? ", …" : "");
  }

  @Override
  public String toString() {
    return "Symbols[" + shown() + "]";
  }
}
