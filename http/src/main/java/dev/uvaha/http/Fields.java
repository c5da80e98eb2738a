package dev.uvaha.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The fields of a request's JSON object, each asked for by its name and type; `null` counts as
/// missing. What nobody asked for is refused in the end.
public final class Fields {
  private final JsonNode object;
  private final String path;
  private final Set<String> asked = new HashSet<>();

  /// @param path of the object in the request, with a point behind; empty for the request itself
  Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /// The value of a field, if there is one.
  public Optional<JsonNode> value(String name) {
    asked.add(name);
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  public Optional<String> text(String name) {
    return value(name).map(value -> text(value, path + name));
  }

  public String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /// Whether it is there and true.
  public boolean isTrue(String name) {
    return value(name)
        .map(value -> {
          if (!value.isBoolean()) throw wrong(path + name, "true or false", value);
          return value.booleanValue();
        })
        .orElse(false);
  }

  public OptionalDouble number(String name, double least, double most) {
    var value = value(name);
    if (value.isEmpty()) return OptionalDouble.empty();
    var number = value.get();
    if (!number.isNumber() || !(number.asDouble() >= least && number.asDouble() <= most))
      throw wrong(
          path + name, "a number from %s to %s".formatted(plain(least), plain(most)), number);
    return OptionalDouble.of(number.asDouble());
  }

  public OptionalInt integer(String name, int least, int most) {
    var value = value(name);
    if (value.isEmpty()) return OptionalInt.empty();
    var number = value.get();
    var fits =
        number.isIntegralNumber()
            && number.canConvertToInt()
            && number.intValue() >= least
            && number.intValue() <= most;
    if (!fits)
      throw wrong(path + name, "a whole number from %d to %d".formatted(least, most), number);
    return OptionalInt.of(number.intValue());
  }

  public OptionalLong longInteger(String name) {
    var value = value(name);
    if (value.isEmpty()) return OptionalLong.empty();
    var number = value.get();
    if (!number.isIntegralNumber() || !number.canConvertToLong())
      throw wrong(path + name, "a whole number of 64 bits", number);
    return OptionalLong.of(number.longValue());
  }

  /// One of an enum's constants, by its name in lower case, with `-` between words.
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name)
        .map(text -> {
          for (var one : type.getEnumConstants()) if (spelled(one).equals(text)) return one;
          throw wrong(name, Arrays.stream(type.getEnumConstants()).map(Fields::spelled).toList());
        });
  }

  private static String spelled(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ApiException wrong(String name, List<String> choices) {
    return wrong(name, "one of " + String.join(", ", choices));
  }

  /// Whole numbers of an array; none if it is missing.
  public List<Integer> integers(String name, int least, int most) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    var expected = "whole numbers from %d to %d".formatted(least, most);
    if (!value.get().isArray()) throw wrong(path + name, expected, value.get());
    var numbers = new ArrayList<Integer>();
    for (var one : value.get()) {
      if (!one.isInt() || one.intValue() < least || one.intValue() > most)
        throw wrong(path + name, expected, one);
      numbers.add(one.intValue());
    }
    return numbers;
  }

  /// A matrix: an array of rows of one length, each an array of numbers.
  public float[][] matrix(String name, int mostRows, int mostColumns) {
    var rows = value(name).orElseThrow(() -> missing(name));
    var expected = "a matrix of 1 to %d rows and 1 to %d columns".formatted(mostRows, mostColumns);
    if (!rows.isArray() || rows.isEmpty() || rows.size() > mostRows)
      throw wrong(path + name, expected, rows);
    var matrix = new float[rows.size()][];
    for (var i = 0; i < matrix.length; i++) {
      var row = rows.get(i);
      var fits = row.isArray() && !row.isEmpty() && row.size() <= mostColumns;
      if (!fits || row.size() != rows.get(0).size()) throw wrong(path + name, expected, rows);
      matrix[i] = new float[row.size()];
      for (var j = 0; j < row.size(); j++) {
        matrix[i][j] = row.get(j).isNumber() ? (float) row.get(j).asDouble() : Float.NaN;
        if (!Float.isFinite(matrix[i][j]))
          throw wrong(path + name, "a matrix of numbers", row.get(j));
      }
    }
    return matrix;
  }

  /// One text, or an array of them.
  public List<String> texts(String name) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    if (!value.get().isArray()) return List.of(text(value.get(), path + name));
    return elements(name, value.get(), one -> text(one, path + name));
  }

  /// The objects of an array.
  public List<Fields> objects(String name) {
    var value = value(name);
    if (value.isEmpty()) return List.of();
    if (!value.get().isArray()) throw wrong(path + name, "an array", value.get());
    var objects = new ArrayList<Fields>();
    for (var element : value.get()) {
      var place = "%s%s[%d]".formatted(path, name, objects.size());
      if (!element.isObject()) throw wrong(place, "an object", element);
      objects.add(new Fields(element, place + "."));
    }
    return objects;
  }

  public Optional<Fields> object(String name) {
    return value(name)
        .map(value -> {
          if (!value.isObject()) throw wrong(path + name, "an object", value);
          return new Fields(value, path + name + ".");
        });
  }

  /// Accepts fields that change nothing here.
  public void ignore(String... names) {
    asked.addAll(List.of(names));
  }

  /// Accepts a field only if it asks for nothing: what it is for can't be done here.
  public void onlyIfIdle(String... names) {
    for (var name : names)
      value(name)
          .filter(value -> !isIdle(value))
          .ifPresent(_ -> {
            throw ApiException.invalid(
                path + name, "'%s%s' is not supported: leave it out".formatted(path, name));
          });
  }

  private static boolean isIdle(JsonNode value) {
    return (value.isNumber() && value.asDouble() == 0)
        || (value.isBoolean() && !value.booleanValue())
        || (value.isContainer() && value.isEmpty());
  }

  /// Ends the reading.
  ///
  /// @throws ApiException if there is a field that nobody asked for, and it is not `null`
  public void refuseOthers() {
    for (var name : object.propertyNames())
      if (!asked.contains(name) && !object.path(name).isNull())
        throw ApiException.unknownField(path + name);
  }

  public ApiException missing(String name) {
    return ApiException.invalid(path + name, "'%s%s' is missing".formatted(path, name));
  }

  public ApiException wrong(String name, String expected) {
    return wrong(path + name, expected, object.path(name));
  }

  private static ApiException wrong(String place, String expected, JsonNode value) {
    var given = value.toString();
    return ApiException.invalid(
        place,
        "'%s' must be %s, got %s"
            .formatted(
                place, expected, given.length() > 60 ? given.substring(0, 60) + "…" : given));
  }

  private static String text(JsonNode value, String place) {
    if (!value.isString()) throw wrong(place, "a text", value);
    return value.stringValue();
  }

  private static <T> List<T> elements(String name, JsonNode array, Function<JsonNode, T> one) {
    var elements = new ArrayList<T>();
    for (var element : array) elements.add(one.apply(element));
    if (elements.isEmpty()) throw ApiException.invalid(name, "'%s' is empty".formatted(name));
    return elements;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
