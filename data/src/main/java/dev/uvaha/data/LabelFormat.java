package dev.uvaha.data;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a file writes labels.
public sealed interface LabelFormat {
  /// The name of one class.
  record OneOf(Symbols classes) implements LabelFormat {}

  /// The names of any classes with white space between; an empty cell for none of them.
  record AnyOf(Symbols classes) implements LabelFormat {}

  /// The name of a tag for each element: in a text's label with white space between, in a table on
  /// each row.
  record PerPosition(Symbols tags) implements LabelFormat {}

  /// Numbers with white space between, as many for each sequence.
  ///
  /// @param width how many
  record Vector(int width) implements LabelFormat {}

  /// Words with white space between: the sequence's translation, which may be empty.
  record Translation(Symbols words) implements LabelFormat {}

  /// The label of a whole sequence.
  ///
  /// @throws IllegalArgumentException if the text writes none: what is wrong, and what to do
  default Label parse(String text) {
    return switch (this) {
      case OneOf(var classes) -> new Label.OneOf(classes.id(required(text)));
      case AnyOf(var classes) ->
          new Label.AnyOf(
              classes.size(),
              Stream.of(Symbols.words(text)).map(classes::id).collect(Collectors.toSet()));
      case PerPosition(var tags) ->
          new Label.PerPosition(
              Stream.of(Symbols.words(required(text))).mapToInt(tags::id).toArray());
      case Translation(var words) -> new Label.Translation(new Sequence.Tokens(words.encode(text)));
      case Vector(int width) -> new Label.Vector(numbers(required(text), width));
    };
  }

  private static String required(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("empty; fill it in or leave the sequence out");
    }
    return text.strip();
  }

  private static float[] numbers(String text, int width) {
    var words = Symbols.words(text);
    if (words.length != width) {
      throw new IllegalArgumentException(
          "expected %d numbers with spaces between, got %d; fill the gaps"
              .formatted(width, words.length));
    }
    var numbers = new float[width];
    for (int i = 0; i < width; i++) numbers[i] = Numbers.parse(words[i]);
    return numbers;
  }
}
