package dev.uvaha.training.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// A recipe's YAML with the line that each key stands on, before anyone asks what the keys mean.
public final class RecipeTree {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SET = "--set ";
  private static final int DEEPEST = 20;

  private final String origin;
  private final ObjectNode root;
  private final Map<String, String> places = new HashMap<>();

  private RecipeTree(String origin, ObjectNode root) {
    this.origin = origin;
    this.root = root;
  }

  /// A recipe that comes with the library, by its name, or one's own, by its file.
  ///
  /// @param shipped the names of those that come with it
  /// @param library the class beside which they stand, as `NAME.yaml`
  /// @throws RecipeException if there is none, or it is not YAML
  public static RecipeTree named(String nameOrFile, List<String> shipped, Class<?> library) {
    if (shipped.contains(nameOrFile)) return parse(nameOrFile, shippedText(nameOrFile, library));
    var file = Path.of(nameOrFile);
    if (Files.isRegularFile(file)) return read(file);
    throw new RecipeException(
        "%s: no such recipe file; the shipped recipes are %s"
            .formatted(nameOrFile, String.join(", ", shipped)));
  }

  /// A recipe in a file.
  ///
  /// @throws RecipeException if it cannot be read or is not YAML
  public static RecipeTree read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException failure) {
      throw new RecipeException(
          "%s: cannot be read as UTF-8 text: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  private static String shippedText(String name, Class<?> library) {
    try (var stream = library.getResourceAsStream(name + ".yaml")) {
      if (stream == null) throw new IllegalStateException("the library lacks its recipe " + name);
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the shipped recipe " + name, failure);
    }
  }

  /// Reads a recipe's text.
  ///
  /// @param origin the file's name, for messages
  public static RecipeTree parse(String origin, String yaml) {
    var tree = new RecipeTree(origin, NODES.objectNode());
    try (var parser = YAML.createParser(yaml)) {
      var first = parser.nextToken();
      if (first == null) return tree;
      if (first != JsonToken.START_OBJECT)
        throw new RecipeException(
            "%s:1: a recipe is made of `key: value` lines, such as `languages:`".formatted(origin));
      tree.fill(parser, tree.root, "");
      if (parser.nextToken() != null)
        throw new RecipeException(origin + ": holds two documents; a recipe is one");
      return tree;
    } catch (JacksonException damaged) {
      throw new RecipeException(
          "%s:%d: not YAML: %s".formatted(origin, line(damaged.getLocation()), firstLine(damaged)),
          damaged);
    }
  }

  /// What a record's values look like as text.
  public static String text(Map<String, ?> values) {
    return YAML.writeValueAsString(values);
  }

  ObjectNode root() {
    return root;
  }

  /// The text under a dotted key, if there is some.
  public Optional<String> text(String path) {
    JsonNode at = root;
    for (var key : path.split("\\.", -1)) at = at.path(key);
    return at.asStringOpt();
  }

  /// Whether a section has a key.
  public boolean has(String section, String key) {
    return root.path(section).has(key);
  }

  /// Forgets a key at the top.
  public void forget(String key) {
    root.remove(key);
  }

  /// Replaces values in turn. Where one chooses another kind of a section, what was said of the
  /// former kind goes: the keys of one mean nothing to the other.
  ///
  /// @param kinds dotted keys that choose a kind, such as `model.architecture`, each with the kind
  ///   where nothing is said
  public void set(List<String> overrides, Map<String, String> kinds) {
    var before = new HashMap<String, String>();
    kinds.forEach((key, otherwise) -> before.put(key, text(key).orElse(otherwise)));
    overrides.forEach(this::set);
    kinds.forEach((key, otherwise) -> {
      if (text(key).orElse(otherwise).equals(before.get(key))) return;
      var section = key.substring(0, key.lastIndexOf('.'));
      clear(section);
      overrides.stream()
          .filter(override -> override.strip().startsWith(section))
          .forEach(this::set);
    });
  }

  /// Replaces a value: `training.limits.steps=100`; the value is YAML.
  public void set(String override) {
    int equals = override.indexOf('=');
    if (equals < 1)
      throw new RecipeException(
          SET + override + ": write it as KEY=VALUE, such as training.limits.minutes=30");
    var path = override.substring(0, equals).strip();
    var keys = List.of(path.split("\\.", -1));
    if (keys.contains("") || keys.size() > DEEPEST)
      throw new RecipeException(SET + override + ": not a key: " + path);
    var at = root;
    for (var depth = 1; depth < keys.size(); depth++) {
      var key = keys.get(depth - 1);
      if (!(at.get(key) instanceof ObjectNode)) {
        at.putObject(key);
        places.put(String.join(".", keys.subList(0, depth)), SET + path);
      }
      at = (ObjectNode) at.path(key);
    }
    at.set(keys.getLast(), value(override, override.substring(equals + 1)));
    places.put(path, SET + path);
  }

  /// Forgets a section.
  private void clear(String section) {
    root.remove(section);
    places.keySet().removeIf(key -> key.equals(section) || key.startsWith(section + "."));
  }

  private static JsonNode value(String override, String yaml) {
    try {
      return yaml.isBlank() ? NODES.stringNode("") : YAML.readTree(yaml);
    } catch (JacksonException damaged) {
      throw new RecipeException(
          SET + override + ": the value is not YAML: " + firstLine(damaged), damaged);
    }
  }

  /// Where a key was given, and the key: `my.yaml:7: training.seed`.
  public String where(String path) {
    for (var key = path; ; key = key.substring(0, Math.max(0, key.lastIndexOf('.')))) {
      var place = places.get(key);
      if (place != null) return place.equals(SET + path) ? place : place + ": " + path;
      if (key.isEmpty()) return path.isEmpty() ? origin : origin + ": " + path;
    }
  }

  /// Where a section that does not hold together was given: at the override inside it, if there is
  /// just one.
  String whereWithin(String path) {
    var inside = path.isEmpty() ? "" : path + ".";
    var overrides =
        places.entrySet().stream()
            .filter(place -> place.getKey().startsWith(inside) && place.getValue().startsWith(SET))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return overrides.size() == 1 ? overrides.getFirst() : where(path);
  }

  private void fill(JsonParser parser, ObjectNode object, String path) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      var inner = path.isEmpty() ? key : path + "." + key;
      places.put(inner, origin + ":" + line(parser.currentTokenLocation()));
      parser.nextToken();
      object.set(key, node(parser, inner));
    }
  }

  private JsonNode node(JsonParser parser, String path) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        if (path.chars().filter(c -> c == '.').count() > DEEPEST)
          throw new RecipeException(where(path) + ": nested too deep for a recipe");
        var object = NODES.objectNode();
        fill(parser, object, path);
        yield object;
      }
      case START_ARRAY -> array(parser, path);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.stringNode(parser.getString());
    };
  }

  private static JsonNode whole(BigInteger number) {
    return number.bitLength() < Integer.SIZE
        ? NODES.numberNode(number.intValueExact())
        : NODES.numberNode(number);
  }

  private ArrayNode array(JsonParser parser, String path) {
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) array.add(node(parser, path + "." + "[]"));
    return array;
  }

  private static int line(TokenStreamLocation location) {
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  private static String firstLine(JacksonException damaged) {
    return damaged.getOriginalMessage().lines().findFirst().orElse("damaged").strip();
  }
}
