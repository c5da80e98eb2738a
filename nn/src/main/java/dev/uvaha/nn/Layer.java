package dev.uvaha.nn;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A part of a model: parameters of its own and layers inside it, each under a name.
public interface Layer {
  /// Names this layer's parameters and inner layers, in a fixed order.
  void describe(Description description);

  /// Every parameter by its path, such as `encoder.layers.0.self_attention.query.weight`, in order.
  /// A parameter shared by several layers stands under the first of its names.
  default Map<String, Parameter> parameters() {
    var description = new Description();
    describe(description);
    return Collections.unmodifiableMap(description.parameters);
  }

  /// How many numbers training sets.
  default long parameterCount() {
    return parameters().values().stream()
        .mapToLong(parameter -> parameter.shape().elements())
        .sum();
  }

  /// Converts every parameter; see [Parameter#convertTo].
  default void convertTo(DataType type) {
    parameters().values().forEach(parameter -> parameter.convertTo(type));
  }

  /// Converts the parameters of two dimensions and more, and leaves vectors as they are.
  default void convertMatricesTo(DataType type) {
    parameters().values().stream()
        .filter(parameter -> parameter.shape().rank() > 1)
        .forEach(parameter -> parameter.convertTo(type));
  }

  /// Moves every parameter; see [Parameter#moveTo]. Do so before an optimizer makes its own state.
  default void moveTo(Device device) {
    parameters().values().forEach(parameter -> parameter.moveTo(device));
  }

  /// Where the parameters are.
  ///
  /// @throws java.util.NoSuchElementException if it has none
  default Device device() {
    return parameters().values().iterator().next().value().device();
  }

  /// Collects names while it walks down a layer.
  final class Description {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private String prefix = "";

    private Description() {}

    /// Names a parameter of the layer.
    public Description parameter(String name, Parameter parameter) {
      if (parameters.containsValue(parameter)) return this;
      if (parameters.put(prefix + name, parameter) != null)
        throw new IllegalStateException("two parameters are named " + prefix + name);
      return this;
    }

    /// Names a layer inside.
    public Description layer(String name, Layer layer) {
      var outer = prefix;
      prefix = outer + name + ".";
      layer.describe(this);
      prefix = outer;
      return this;
    }

    /// Names layers by their position: `name.0`, `name.1`, …
    public Description layers(String name, List<? extends Layer> layers) {
      for (var i = 0; i < layers.size(); i++) layer(name + "." + i, layers.get(i));
      return this;
    }
  }
}
