package dev.uvaha.hub;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// One architecture in Hugging Face's folders, both ways: what it says in `config.json`, and what
/// its tensors are called.
///
/// @param <C> the sizes and choices
/// @param <M> the model
interface HubFolder<C extends Record, M extends Layer> {
  /// What `model_type` may be.
  List<String> types();

  /// What the names of most tensors begin with, unless the model was saved without its head.
  String prefix();

  /// What they begin with in a model that we write.
  default String writtenPrefix(C config) {
    return prefix();
  }

  /// Reads the sizes and choices.
  ///
  /// @param tensors what the checkpoint holds
  /// @throws IllegalArgumentException if there is something that our model can't do
  C config(HubConfig json, Set<String> tensors);

  /// Writes the sizes and choices: the inverse of [#config].
  ///
  /// @throws IllegalArgumentException if there is something that their model can't do
  void describe(C config, ObjectNode json);

  /// How many numbers a model has, told before it is made.
  long parameterCount(C config);

  /// The class of the model.
  Class<M> model();

  M create(C config);

  TensorNames names(C config, String prefix);

  /// Tensors that their model has beside ours.
  default Map<String, Tensor> additions(C config) {
    return Map.of();
  }

  /// Reads a model onto the CPU.
  ///
  /// @param listener is told how far it is
  /// @throws IllegalArgumentException if it does not fit its configuration: one line says what
  default M load(HubConfig json, Path folder, HubListener listener) {
    return load(json, folder, Device.CPU, DataType.FLOAT32, listener);
  }

  /// [#load(HubConfig, Path, HubListener)] onto a device.
  ///
  /// @param matrices the type of its matrices; vectors are FLOAT32
  default M load(
      HubConfig json, Path folder, Device device, DataType matrices, HubListener listener) {
    try (var checkpoint = Checkpoint.open(folder)) {
      var config = config(json, checkpoint.names());
      var model = unset(json, config, checkpoint, device, matrices);
      HubWeights.load(model, checkpoint, names(config, checkpoint), HubConfig.FILE, listener);
      return model;
    }
  }

  /// Refuses what [#load] would refuse, and reads no weights.
  default void check(HubConfig json, Path folder) {
    try (var checkpoint = Checkpoint.open(folder);
        var _ = TensorScope.open()) {
      var config = config(json, checkpoint.names());
      var parameters = unset(json, config, checkpoint, Device.CPU, DataType.FLOAT32).parameters();
      HubWeights.check(checkpoint, names(config, checkpoint), parameters, HubConfig.FILE);
    }
  }

  private M unset(
      HubConfig json, C config, Checkpoint checkpoint, Device device, DataType matrices) {
    ModelFolder.refuseAbsurd(json.file(), parameterCount(config), checkpoint);
    return Initialization.unset(device, matrices, () -> create(config));
  }

  private TensorNames names(C config, Checkpoint checkpoint) {
    var headless = checkpoint.names().stream().noneMatch(name -> name.startsWith(prefix()));
    return names(config, headless ? "" : prefix());
  }

  /// Writes `model.safetensors` and, when that is done, `config.json`.
  ///
  /// @param fields of `config.json` that our model knows nothing of; its own come before them
  /// @throws IllegalArgumentException if there is something that their model can't do
  default void save(M model, C config, Path folder, ObjectNode fields) {
    var json = HubConfig.empty(folder);
    describe(config, json.object());
    json.object().put("dtype", type(model));
    fields.forEachEntry((field, value) -> {
      if (json.object().path(field).isMissingNode() || json.object().path(field).isNull())
        json.object().set(field, value);
    });
    HubWeights.save(
        model,
        names(config, writtenPrefix(config)),
        additions(config),
        folder.resolve(HubWeights.FILE));
    json.write();
  }

  /// Of its weights, as their library names it.
  private static String type(Layer model) {
    var first = model.parameters().values().iterator().next().value();
    return first.dataType().name().toLowerCase(Locale.ROOT);
  }
}
