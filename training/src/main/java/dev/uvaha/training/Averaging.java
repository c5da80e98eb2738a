package dev.uvaha.training;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Parameter;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The mean of several checkpoints' weights, often better than each of them ("Attention Is All You
/// Need", section 6.1).
public final class Averaging {
  private Averaging() {}

  /// Sets a model to the mean of checkpoints of its own kind.
  ///
  /// @param checkpoints one or more
  public static void assign(Layer model, List<Path> checkpoints) {
    if (checkpoints.isEmpty())
      throw new IllegalArgumentException("there are no checkpoints to average");
    try (var _ = TensorScope.open()) {
      var sums = new LinkedHashMap<String, Tensor>();
      var parameters = model.parameters();
      parameters.forEach((name, parameter) -> sums.put(name, Tensors.zerosLike(parameter.value())));
      for (var checkpoint : checkpoints) add(checkpoint, sums);
      set(parameters, sums, checkpoints.size());
    }
  }

  private static void add(Path file, Map<String, Tensor> sums) {
    try (var _ = TensorScope.open();
        var checkpoint = Checkpoint.open(file)) {
      sums.forEach((name, sum) -> sum.addInPlace(checkpoint.tensor(name)));
    }
  }

  private static void set(Map<String, Parameter> parameters, Map<String, Tensor> sums, int count) {
    Autograd.noGradient(() ->
        parameters.forEach((name, parameter) -> {
          var sum = sums.get(name);
          if (sum != null) parameter.assign(sum.multiply(1.0 / count));
        }));
  }
}
