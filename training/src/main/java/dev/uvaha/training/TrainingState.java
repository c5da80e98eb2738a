package dev.uvaha.training;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Saves and restores all that training goes on from, in one file, so that it is whole or not
/// there: weights, moments, the random sequence, and the [Journal].
final class TrainingState {
  private static final String WEIGHT = "weight.";
  private static final String RANDOM = "random";
  private static final String JOURNAL = "journal";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TrainingState() {}

  static void save(Path file, Layer model, Moments moments, Journal journal) {
    try (var _ = TensorScope.open()) {
      var tensors = new LinkedHashMap<String, Tensor>();
      model
          .parameters()
          .forEach((name, parameter) -> tensors.put(WEIGHT + name, parameter.value()));
      tensors.putAll(moments.tensors());
      tensors.put(RANDOM, bytes(Randomness.state()));
      Safetensors.write(file, tensors, Map.of(JOURNAL, JSON.writeValueAsString(journal)));
    } catch (UncheckedIOException failure) {
      throw Run.failed("save", file, failure);
    }
  }

  /// Sets weights, moments and the random sequence, and returns the journal.
  ///
  /// @throws TrainingException if the file is damaged or of another model
  static Journal restore(Path file, Layer model, Moments moments) {
    try (var _ = TensorScope.open();
        var saved = Checkpoint.open(file)) {
      var journal = journal(file, saved);
      check(file, saved, model, moments);
      model
          .parameters()
          .forEach((name, parameter) -> parameter.assign(saved.tensor(WEIGHT + name)));
      moments.tensors().forEach((name, tensor) -> tensor.copyInPlace(saved.tensor(name)));
      moments.resumeAt(journal.step());
      Randomness.resume(saved.tensor(RANDOM).segment().toArray(ValueLayout.JAVA_BYTE));
      return journal;
    } catch (UncheckedIOException failure) {
      throw Run.failed("read", file, failure);
    } catch (IllegalArgumentException damaged) {
      throw new TrainingException("cannot resume: " + damaged.getMessage(), damaged);
    }
  }

  private static Journal journal(Path file, Checkpoint saved) {
    var text = saved.metadata().get(JOURNAL);
    if (text == null)
      throw new IllegalArgumentException(file + " is not the state of a training: no journal");
    try {
      return JSON.readValue(text, Journal.class);
    } catch (JacksonException failure) {
      throw new IllegalArgumentException(
          file + " has a journal of another version: " + failure.getOriginalMessage(), failure);
    }
  }

  private static void check(Path file, Checkpoint saved, Layer model, Moments moments) {
    var expected = new LinkedHashMap<String, Tensor>();
    model.parameters().forEach((name, parameter) -> expected.put(WEIGHT + name, parameter.value()));
    expected.putAll(moments.tensors());
    expected.forEach((name, tensor) -> {
      if (!saved.names().contains(name) || !saved.shape(name).equals(tensor.shape()))
        throw new IllegalArgumentException(
            "%s is of another model: it has no %s of shape %s; resume with the configuration that began the run"
                .formatted(file, name, tensor.shape()));
    });
    if (!saved.names().contains(RANDOM) || saved.names().size() != expected.size() + 1)
      throw new IllegalArgumentException(
          "%s is of another model: it has %d tensors, expected %d; resume with the configuration that began the run"
              .formatted(file, saved.names().size(), expected.size() + 1));
  }

  private static Tensor bytes(byte[] values) {
    var tensor = Tensors.empty(DataType.UINT8, Device.CPU, values.length);
    tensor.segment().copyFrom(MemorySegment.ofArray(values));
    return tensor;
  }
}
