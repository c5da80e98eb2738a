package dev.uvaha.hub;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;

/// One architecture in GGUF files, which are only read.
///
/// @param <C> the sizes and choices
/// @param <M> the model
interface GgufArchitecture<C extends Record, M extends Layer> {
  /// How the same is in Hugging Face's folders.
  HubFolder<C, M> folder();

  /// Reads the sizes and choices.
  ///
  /// @throws IllegalArgumentException if there is something that our model can't do
  C config(GgufFile file);

  TensorNames names(C config);

  /// Reads a model onto the CPU, in FLOAT32.
  ///
  /// @throws IllegalArgumentException if it does not fit its metadata: one line says what
  default M load(GgufFile file, C config, HubListener listener) {
    ModelFolder.refuseAbsurd(file.path(), folder().parameterCount(config), file);
    var model = Initialization.unset(Device.CPU, DataType.FLOAT32, () -> folder().create(config));
    HubWeights.load(model, file, names(config), "metadata", listener);
    return model;
  }
}
