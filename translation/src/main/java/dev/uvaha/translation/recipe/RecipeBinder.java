package dev.uvaha.translation.recipe;

import dev.uvaha.translation.recipe.ModelRecipe.Architecture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes records of a recipe's values, and values of records. What a recipe leaves out keeps its
/// default; what no record knows is refused.
final class RecipeBinder {
  private static final String MODEL = "model";
  private static final String ARCHITECTURE = "architecture";

  private final RecipeTree tree;
  private final List<String> paths;

  /// @param defaults tells which keys there are, to suggest one for a misspelled key
  RecipeBinder(RecipeTree tree, Record defaults) {
    this.tree = tree;
    paths = new ArrayList<>();
    collect(values(defaults), "", paths);
    for (var architecture : Architecture.values())
      collect(model(architecture.defaults()), MODEL, paths);
  }

  /// The record that the tree describes.
  <R extends Record> R bind(R defaults) {
    return bind(tree.root(), "", defaults);
  }

  /// A record's values by their names, nested, as YAML writes them.
  static Map<String, Object> values(Record bound) {
    var values = new LinkedHashMap<String, Object>();
    for (var component : bound.getClass().getRecordComponents()) {
      var value = component(component, bound);
      values.put(
          component.getName(),
          switch (value) {
            case Corpus corpus -> CorpusValue.of(corpus);
            case ModelRecipe model -> model(model);
            case Record inner -> values(inner);
            case Enum<?> choice -> spelled(choice);
            default -> value;
          });
    }
    return values;
  }

  /// A model's values, its architecture first.
  private static Map<String, Object> model(ModelRecipe model) {
    var values = new LinkedHashMap<String, Object>();
    values.put(ARCHITECTURE, spelled(model.architecture()));
    values.putAll(values((Record) model));
    return values;
  }

  /// The model that the node describes. Of another architecture than the default's, what it leaves
  /// out is that architecture's default.
  private Object model(JsonNode node, String path, ModelRecipe fallback) {
    if (!(node instanceof ObjectNode object)) throw wrong(path, "a section of keys", node);
    var named = object.get(ARCHITECTURE);
    if (named == null) return bind(object, path, (Record) fallback);
    var wanted = (Architecture) choice(named, path + "." + ARCHITECTURE, fallback.architecture());
    var defaults = wanted == fallback.architecture() ? fallback : wanted.defaults();
    return bind(object.deepCopy().without(ARCHITECTURE), path, (Record) defaults);
  }

  private <R extends Record> R bind(JsonNode node, String path, R defaults) {
    if (!(node instanceof ObjectNode object)) throw wrong(path, "a section of keys", node);
    var components = defaults.getClass().getRecordComponents();
    refuseUnknown(object, path, components);
    var values = new Object[components.length];
    for (var i = 0; i < components.length; i++) {
      var name = components[i].getName();
      var fallback = component(components[i], defaults);
      var value = object.get(name);
      values[i] =
          value == null
              ? fallback
              : value(value, path.isEmpty() ? name : path + "." + name, fallback);
    }
    return create(defaults, components, values, path);
  }

  private Object value(JsonNode node, String path, Object fallback) {
    return switch (fallback) {
      case Corpus _ -> corpus(node, path);
      case ModelRecipe model -> model(node, path, model);
      case Record inner -> bind(node, path, inner);
      case Integer _ -> (int) whole(node, path, Integer.MAX_VALUE);
      case Long _ -> whole(node, path, Long.MAX_VALUE);
      case Double _ -> {
        if (!node.isNumber()) throw wrong(path, "a number", node);
        yield node.doubleValue();
      }
      case Enum<?> choice -> choice(node, path, choice);
      case String _ -> {
        if (!node.isString()) throw wrong(path, "text", node);
        yield node.stringValue();
      }
      default -> throw new IllegalStateException("a recipe cannot hold " + fallback.getClass());
    };
  }

  private Corpus corpus(JsonNode node, String path) {
    try {
      return CorpusValue.corpus(node);
    } catch (IllegalArgumentException unclear) {
      throw new RecipeException(tree.where(path) + ": " + unclear.getMessage(), unclear);
    }
  }

  private long whole(JsonNode node, String path, long most) {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.longValue()) > most)
      throw wrong(path, "a whole number", node);
    return node.longValue();
  }

  private Enum<?> choice(JsonNode node, String path, Enum<?> example) {
    var choices = example.getDeclaringClass().getEnumConstants();
    for (var choice : choices)
      if (node.isString() && spelled(choice).equals(node.stringValue().replace('_', '-')))
        return choice;
    throw wrong(
        path,
        "one of "
            + Arrays.stream(choices).map(RecipeBinder::spelled).collect(Collectors.joining(", ")),
        node);
  }

  private static String spelled(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void refuseUnknown(ObjectNode object, String path, RecordComponent[] components) {
    var known = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (var name : object.propertyNames()) {
      if (known.contains(name)) continue;
      var full = path.isEmpty() ? name : path + "." + name;
      throw new RecipeException(
          "%s: unknown key%s; %s knows %s"
              .formatted(
                  tree.where(full),
                  Spelling.nearest(full, paths)
                      .filter(near -> !near.equals(full))
                      .map(near -> ", did you mean " + near + "?")
                      .orElse(""),
                  path.isEmpty() ? "a recipe" : path,
                  (path.equals(MODEL) ? ARCHITECTURE + ", " : "") + String.join(", ", known)));
    }
  }

  private RecipeException wrong(String path, String expected, JsonNode node) {
    var shown = node.isNull() ? "nothing" : node.toString();
    return new RecipeException(
        "%s: must be %s, got %s"
            .formatted(
                tree.where(path),
                expected,
                shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
  }

  @SuppressWarnings("unchecked") // a constructor of the class of `example`
  private <R extends Record> R create(
      R example, RecordComponent[] components, Object[] values, String path) {
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (R) example.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException cause)
        throw new RecipeException(tree.whereWithin(path) + ": " + cause.getMessage(), cause);
      throw new IllegalStateException(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object component(RecordComponent component, Record holder) {
    try {
      return component.getAccessor().invoke(holder);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void collect(Map<?, ?> values, String path, List<String> paths) {
    values.forEach((key, value) -> {
      var full = path.isEmpty() ? String.valueOf(key) : path + "." + key;
      paths.add(full);
      if (value instanceof Map<?, ?> inner && !full.matches("data\\.(train|valid|test)"))
        collect(inner, full, paths);
    });
  }

  /// How a corpus stands in YAML.
  private static final class CorpusValue {
    private static final String GRAMMAR = "grammar";
    private static final String HELD_OUT = "held-out";
    private static final String NONE = "none";

    static Object of(Corpus corpus) {
      return switch (corpus) {
        case Corpus.Tsv(var file) -> file.toString();
        case Corpus.Aligned(var source, var target) ->
            List.of(source.toString(), target.toString());
        case Corpus.Grammar(int pairs) -> Map.of(GRAMMAR, pairs);
        case Corpus.HeldOut(int pairs) -> Map.of(HELD_OUT, pairs);
        case Corpus.None() -> NONE;
      };
    }

    static Corpus corpus(JsonNode node) {
      if (node.isString() && node.stringValue().equals(NONE)) return Corpus.NONE;
      if (node.isString() && !node.stringValue().isBlank())
        return Corpus.tsv(Path.of(node.stringValue()));
      if (node.isArray() && node.size() == 2 && node.get(0).isString() && node.get(1).isString())
        return Corpus.aligned(
            Path.of(node.get(0).stringValue()), Path.of(node.get(1).stringValue()));
      if (node instanceof ObjectNode object && object.size() == 1) {
        var key = object.propertyNames().iterator().next();
        var count = object.get(key);
        if (count.canConvertToInt() && key.equals(GRAMMAR))
          return new Corpus.Grammar(count.intValue());
        if (count.canConvertToInt() && key.equals(HELD_OUT))
          return new Corpus.HeldOut(count.intValue());
      }
      throw new IllegalArgumentException(
          "must be a TSV file, a list of two aligned files, {grammar: PAIRS}, {held-out: PAIRS} or none, got "
              + node);
    }
  }
}
