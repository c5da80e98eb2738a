package dev.uvaha.nn.safetensors;

import static dev.uvaha.nn.safetensors.InvalidCheckpointException.quoted;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries a layer's parameters to disk and back, by the names of [Layer#parameters].
public final class Weights {
  private static final int SHOWN = 10;

  private Weights() {}

  /// Sets every parameter from a file or a folder, converted to the parameter's type: bf16 on disk
  /// fills float32 parameters.
  ///
  /// @throws InvalidCheckpointException if the file is damaged, or is a checkpoint of another
  ///   architecture; then nothing has been set
  /// @throws java.io.UncheckedIOException if it can't be read
  public static void load(Layer layer, Path path) {
    try (var checkpoint = Checkpoint.open(path)) {
      load(layer, checkpoint);
    }
  }

  /// Sets every parameter from a checkpoint that holds exactly this layer's names and shapes.
  ///
  /// @throws InvalidCheckpointException if names, shapes or types differ; then nothing has been set
  public static void load(Layer layer, Checkpoint checkpoint) {
    var parameters = layer.parameters();
    check(checkpoint, parameters);
    parameters.forEach((name, parameter) -> {
      try (var _ = TensorScope.open()) {
        Autograd.noGradient(() -> checkpoint.copyTo(name, parameter.value()));
      }
    });
  }

  /// Writes every parameter in its own type.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it; what was there stays
  public static void save(Layer layer, Path path) {
    FileWriter.write(path, items(layer, Optional.empty()), Map.of());
  }

  /// Writes every parameter in one type, such as BFLOAT16 for half the size of float32.
  ///
  /// @param metadata notes for whoever reads it; may be empty
  /// @throws java.io.UncheckedIOException if the disk does not take it; what was there stays
  public static void save(Layer layer, Path path, DataType type, Map<String, String> metadata) {
    FileWriter.write(path, items(layer, Optional.of(type)), metadata);
  }

  /// Writes every parameter to a folder as Hugging Face does: to `model.safetensors` if `most`
  /// bytes hold all of them, else to `model-00001-of-0000N.safetensors` and so on, the index
  /// `model.safetensors.index.json` last. [#load(Layer, Path)] takes either.
  ///
  /// @param most bytes of tensors in one file; a larger tensor has a file of its own
  /// @param metadata notes for whoever reads it, in every file; may be empty
  /// @throws java.io.UncheckedIOException if the folder holds a checkpoint already, or if the disk
  ///   does not take it; then there is no index, and the folder is no checkpoint
  public static void saveShards(
      Layer layer, Path folder, DataType type, long most, Map<String, String> metadata) {
    ShardWriter.write(folder, items(layer, Optional.of(type)), most, metadata);
  }

  private static List<FileWriter.Item> items(Layer layer, Optional<DataType> type) {
    if (type.isPresent() && !type.get().isFloating())
      throw new IllegalArgumentException(
          "weights are saved in a floating type, not in " + type.get());
    var items = new ArrayList<FileWriter.Item>();
    layer
        .parameters()
        .forEach((name, parameter) -> {
          var value = parameter.value();
          items.add(new FileWriter.Item(name, value, type.orElseGet(value::dataType)));
        });
    return items;
  }

  private static void check(Checkpoint checkpoint, Map<String, Parameter> parameters) {
    var missing = new ArrayList<String>();
    var different = new ArrayList<String>();
    parameters.forEach((name, parameter) -> {
      if (!checkpoint.names().contains(name)) missing.add(quoted(name));
      else difference(checkpoint, name, parameter).ifPresent(different::add);
    });
    var unexpected =
        checkpoint.names().stream()
            .filter(name -> !parameters.containsKey(name))
            .map(InvalidCheckpointException::quoted)
            .toList();
    if (missing.isEmpty() && different.isEmpty() && unexpected.isEmpty()) return;
    var problems = new ArrayList<String>();
    if (!missing.isEmpty()) problems.add("it lacks " + some(missing));
    if (!unexpected.isEmpty()) problems.add("it has " + some(unexpected) + " that the model lacks");
    if (!different.isEmpty()) problems.add("it differs in " + some(different));
    throw new InvalidCheckpointException(
        checkpoint.path(), "a checkpoint of another architecture: " + String.join("; ", problems));
  }

  private static Optional<String> difference(
      Checkpoint checkpoint, String name, Parameter parameter) {
    if (!checkpoint.shape(name).equals(parameter.shape()))
      return Optional.of(
          "%s, which must be %s and is %s"
              .formatted(quoted(name), parameter.shape(), checkpoint.shape(name)));
    if (!checkpoint.dataType(name).isFloating())
      return Optional.of(
          "%s, which must be floating and is %s"
              .formatted(quoted(name), checkpoint.dataType(name)));
    return Optional.empty();
  }

  private static String some(List<String> names) {
    if (names.size() <= SHOWN) return String.join(", ", names);
    return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
