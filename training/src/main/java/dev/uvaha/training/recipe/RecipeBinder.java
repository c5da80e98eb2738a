package dev.uvaha.training.recipe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes records of a recipe's values, and values of records. What a recipe leaves out keeps its
/// default; what no record knows is refused.
public final class RecipeBinder {
  private static final int LONGEST_SHOWN = 60;

  private final RecipeTree tree;
  private final RecipeFormat format;
  private final List<String> paths = new ArrayList<>();

  /// @param defaults tells which keys there are, to suggest one for a misspelled key
  public RecipeBinder(RecipeTree tree, RecipeFormat format, Record defaults) {
    this.tree = tree;
    this.format = format;
    collect(defaults, "");
  }

  /// The record that the tree describes.
  ///
  /// @throws RecipeException if it cannot be made: one line says where and why
  public <R extends Record> R bind(R defaults) {
    return bind(tree.root(), "", defaults);
  }

  /// A record's values by their names, nested, as YAML writes them.
  public static Map<String, Object> values(Record bound, RecipeFormat format) {
    var values = new LinkedHashMap<String, Object>();
    for (var component : bound.getClass().getRecordComponents()) {
      var value = component(component, bound);
      values.put(component.getName(), written(value, format));
    }
    return values;
  }

  /// A section's values, its kind first.
  private static Map<String, Object> written(
      RecipeFormat.Section<?> section, Record bound, RecipeFormat format) {
    var values = new LinkedHashMap<String, Object>();
    values.put(section.key(), section.kindOf(bound));
    values.putAll(values(bound, format));
    return values;
  }

  private static Object written(Object value, RecipeFormat format) {
    var form = format.value(value);
    if (form.isPresent()) return form.get().write(value);
    var section = format.section(value);
    if (section.isPresent()) return written(section.get(), (Record) value, format);
    return switch (value) {
      case Record inner -> values(inner, format);
      case Enum<?> choice -> spelled(choice);
      default -> value;
    };
  }

  /// The section that the node describes. Of another kind than the default's, what it leaves out is
  /// that kind's default.
  private Object section(
      JsonNode node, String path, RecipeFormat.Section<?> section, Record fallback) {
    if (!(node instanceof ObjectNode object)) throw wrong(path, "a section of keys", node);
    var named = object.get(section.key());
    if (named == null) return bind(object, path, fallback);
    var kind = named.isString() ? section.kinds().get(named.stringValue()) : null;
    if (kind == null)
      throw wrong(
          path + "." + section.key(),
          "one of " + String.join(", ", section.kinds().keySet()),
          named);
    var defaults = kind.getClass() == fallback.getClass() ? fallback : (Record) kind;
    return bind(object.deepCopy().without(section.key()), path, defaults);
  }

  private <R extends Record> R bind(JsonNode node, String path, R defaults) {
    if (!(node instanceof ObjectNode object)) throw wrong(path, "a section of keys", node);
    var components = defaults.getClass().getRecordComponents();
    refuseUnknown(object, path, defaults);
    var values = new Object[components.length];
    for (var i = 0; i < components.length; i++) {
      var name = components[i].getName();
      var fallback = component(components[i], defaults);
      var value = object.get(name);
      values[i] = value == null ? fallback : value(value, within(path, name), fallback);
    }
    return create(defaults, components, values, path);
  }

  private Object value(JsonNode node, String path, Object fallback) {
    var form = format.value(fallback);
    if (form.isPresent()) return read(form.get(), node, path);
    var section = format.section(fallback);
    if (section.isPresent()) return section(node, path, section.get(), (Record) fallback);
    return switch (fallback) {
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

  private Object read(RecipeFormat.Value<?> form, JsonNode node, String path) {
    try {
      if (node.isNull()) throw wrong(path, "given", node);
      return form.read().apply(JsonMapper.shared().treeToValue(node, Object.class));
    } catch (RecipeException said) {
      throw said;
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

  private void refuseUnknown(ObjectNode object, String path, Record defaults) {
    var known =
        new ArrayList<>(
            Arrays.stream(defaults.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    for (var name : object.propertyNames()) {
      if (known.contains(name)) continue;
      var full = within(path, name);
      format.section(defaults).ifPresent(section -> known.addFirst(section.key()));
      throw new RecipeException(
          "%s: unknown key%s; %s knows %s"
              .formatted(
                  tree.where(full),
                  Spelling.nearest(full, paths)
                      .filter(near -> !near.equals(full))
                      .map(near -> ", did you mean " + near + "?")
                      .orElse(""),
                  path.isEmpty() ? "a recipe" : path,
                  String.join(", ", known)));
    }
  }

  private RecipeException wrong(String path, String expected, JsonNode node) {
    var shown = node.isNull() ? "nothing" : node.toString();
    return new RecipeException(
        "%s: must be %s, got %s"
            .formatted(
                tree.where(path),
                expected,
                shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown));
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

  private static String within(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private void collect(Record defaults, String path) {
    for (var component : defaults.getClass().getRecordComponents()) {
      var full = within(path, component.getName());
      paths.add(full);
      var value = component(component, defaults);
      var section = format.section(value);
      if (section.isPresent()) {
        paths.add(within(full, section.get().key()));
        section.get().kinds().values().forEach(kind -> collect((Record) kind, full));
      } else if (format.value(value).isEmpty() && value instanceof Record inner) {
        collect(inner, full);
      }
    }
  }
}
