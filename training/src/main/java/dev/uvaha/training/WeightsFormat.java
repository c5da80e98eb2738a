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

  /// Sets every parameter of a model to that of one read from a file.
  ///
  /// @throws IllegalArgumentException as [#load]
  static void assign(Layer model, Layer read, Path file) {
    var values = read.parameters();
    model
        .parameters()
        .forEach((name, parameter) -> {
          var found = values.get(name);
          if (found == null)
            throw new IllegalArgumentException(file + ": is of another model, it has no " + name);
          parameter.assign(found.value());
        });
  }
}
