package dev.uvaha.translation.recipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
final class RecipeTree {
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

  /// Reads a recipe's text.
  ///
  /// @param origin the file's name, for messages
  static RecipeTree parse(String origin, String yaml) {
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
  static String text(Map<String, ?> values) {
    return YAML.writeValueAsString(values);
  }

  ObjectNode root() {
    return root;
  }

  /// Replaces a value: `training.limits.steps=100`; the value is YAML.
  void set(String override) {
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
  void clear(String section) {
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
  String where(String path) {
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
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.stringNode(parser.getString());
    };
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
