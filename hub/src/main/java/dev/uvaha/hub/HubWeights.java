package dev.uvaha.hub;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Parameter;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Carries a model from a checkpoint of other names and layouts, and to one.
final class HubWeights {
  static final String FILE = "model.safetensors";

  /// What makers of checkpoints say that they hold: tensors as PyTorch has them.
  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private static final int SHOWN = 10;

  private HubWeights() {}

  /// Sets every parameter.
  ///
  /// @param sizes where its sizes are told, for messages
  /// @param listener is told how many of its numbers are set
  /// @throws IllegalArgumentException if tensors are missing, unknown or of another shape: each is
  ///   named as the checkpoint names it; then nothing has been set
  static void load(
      Layer model, Checkpoint checkpoint, TensorNames names, String sizes, HubListener listener) {
    var parameters = model.parameters();
    check(checkpoint, names, parameters, sizes);
    var found = names.usual(checkpoint);
    var total = model.parameterCount();
    var done = 0L;
    for (var entry : parameters.entrySet()) {
      var origin = names.of(entry.getKey());
      listener.at("reading " + origin.name(), done, total);
      try (var _ = TensorScope.open()) {
        var tensor = checkpoint.tensor(Objects.requireNonNull(found.get(origin.name())));
        entry.getValue().assign(origin.take(tensor));
      }
      done += entry.getValue().shape().elements();
    }
  }

  /// Writes every parameter as it is named and laid out there.
  ///
  /// @param additions what there is beside them
  /// @throws java.io.UncheckedIOException if the disk does not take it; what was there stays
  static void save(Layer model, TensorNames names, Map<String, Tensor> additions, Path file) {
    try (var _ = TensorScope.open()) {
      var tensors = Autograd.noGradient(() -> theirs(model, names));
      tensors.putAll(additions);
      Safetensors.write(file, tensors, METADATA);
    }
  }

  private static Map<String, Tensor> theirs(Layer model, TensorNames names) {
    var origins = new LinkedHashMap<String, Origin>();
    var parts = new LinkedHashMap<String, SortedMap<Integer, Tensor>>();
    model
        .parameters()
        .forEach((ours, parameter) -> {
          var origin = names.of(ours);
          origins.putIfAbsent(origin.name(), origin);
          parts
              .computeIfAbsent(origin.name(), _ -> new TreeMap<>())
              .put(origin.part(), parameter.value().detach());
        });
    var tensors = new LinkedHashMap<String, Tensor>();
    origins.forEach((name, origin) ->
        tensors.put(
            name, origin.give(List.copyOf(parts.getOrDefault(name, new TreeMap<>()).values()))));
    return tensors;
  }

  /// Refuses a checkpoint that does not fit, as [#load] does, and sets nothing.
  static void check(
      Checkpoint checkpoint, TensorNames names, Map<String, Parameter> parameters, String sizes) {
    var missing = new ArrayList<String>();
    var different = new ArrayList<String>();
    var claimed = new HashSet<String>();
    var present = names.usual(checkpoint);
    parameters.forEach((ours, parameter) -> {
      var origin = names.of(ours);
      if (!claimed.add(origin.name())) return;
      var name = present.get(origin.name());
      if (name == null) {
        missing.add(origin.name());
        return;
      }
      var expected = origin.theirShape(parameter.shape());
      var found = checkpoint.shape(name);
      if (!found.equals(expected))
        different.add("%s must be %s, and is %s".formatted(origin.name(), expected, found));
    });
    var unknown =
        present.keySet().stream()
            .filter(name -> !claimed.contains(name) && !names.ignores(name))
            .toList();
    if (missing.isEmpty() && different.isEmpty() && unknown.isEmpty()) return;
    var problems = new ArrayList<String>();
    if (!missing.isEmpty()) problems.add("it lacks " + some(missing));
    if (!unknown.isEmpty()) problems.add("it has " + some(unknown) + ", which the model lacks");
    if (!different.isEmpty()) problems.add(some(different));
    throw new IllegalArgumentException(
        "%s does not fit its %s: %s"
            .formatted(checkpoint.path(), sizes, String.join("; ", problems)));
  }

  private static String some(List<String> names) {
    if (names.size() <= SHOWN) return String.join(", ", names);
    return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
