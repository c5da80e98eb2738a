package dev.uvaha.training;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Weights;
import java.nio.file.Path;

/// How [Run#model] names and lays out the weights.
public interface WeightsFormat {
  /// By the names of [Layer#parameters].
  WeightsFormat OWN =
      new WeightsFormat() {
        @Override
        public void save(Layer model, Path file) {
          Weights.save(model, file);
        }

        @Override
        public void load(Layer model, Path file) {
          Weights.load(model, file);
        }
      };

  /// Writes the weights, aside first and then renamed.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take them
  void save(Layer model, Path file);

  /// Sets every parameter to what [#save] wrote.
  ///
  /// @throws IllegalArgumentException if the file is of another model
  void load(Layer model, Path file);
}
