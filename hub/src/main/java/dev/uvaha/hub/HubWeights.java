package dev.uvaha.hub;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Parameter;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Fills a model from a checkpoint of other names and layouts.
final class HubWeights {
  private static final int SHOWN = 10;

  private HubWeights() {}

  /// Sets every parameter.
  ///
  /// @throws IllegalArgumentException if tensors are missing, unknown or of another shape: each is
  ///   named as the checkpoint names it; then nothing has been set
  static void load(Layer model, Checkpoint checkpoint, TensorNames names) {
    var parameters = model.parameters();
    check(checkpoint, names, parameters);
    parameters.forEach((ours, parameter) -> {
      var origin = names.of(ours);
      try (var _ = TensorScope.open()) {
        parameter.assign(origin.take(checkpoint.tensor(origin.name())));
      }
    });
  }

  private static void check(
      Checkpoint checkpoint, TensorNames names, Map<String, Parameter> parameters) {
    var missing = new ArrayList<String>();
    var different = new ArrayList<String>();
    var claimed = new HashSet<String>();
    parameters.forEach((ours, parameter) -> {
      var origin = names.of(ours);
      if (!claimed.add(origin.name())) return;
      if (!checkpoint.names().contains(origin.name())) {
        missing.add(origin.name());
        return;
      }
      var expected = origin.theirShape(parameter.shape());
      var found = checkpoint.shape(origin.name());
      if (!found.equals(expected))
        different.add("%s must be %s, and is %s".formatted(origin.name(), expected, found));
    });
    var unknown =
        checkpoint.names().stream()
            .filter(name -> !claimed.contains(name) && !names.ignores(name))
            .toList();
    if (missing.isEmpty() && different.isEmpty() && unknown.isEmpty()) return;
    var problems = new ArrayList<String>();
    if (!missing.isEmpty()) problems.add("it lacks " + some(missing));
    if (!unknown.isEmpty()) problems.add("it has " + some(unknown) + ", which the model lacks");
    if (!different.isEmpty()) problems.add(some(different));
    throw new IllegalArgumentException(
        "%s does not fit its config.json: %s"
            .formatted(checkpoint.path(), String.join("; ", problems)));
  }

  private static String some(List<String> names) {
    if (names.size() <= SHOWN) return String.join(", ", names);
    return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
