package dev.uvaha.models.transformer;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Transformer on disk: `config.json` and `model.safetensors` in one folder.
public final class TransformerFolder {
  /// What `config.json` calls this architecture.
  public static final String ARCHITECTURE = "uvaha-transformer";

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final int PROPORTION = 2;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private record Stored(String architecture, TransformerConfig config) {}

  private TransformerFolder() {}

  /// Reads a model; the random sequence stays where it is.
  ///
  /// @throws IllegalArgumentException if the folder holds no Transformer of ours, or a damaged one:
  ///   one line says which file and what to do
  public static Transformer load(Path folder) {
    return load(folder, Device.CPU);
  }

  /// Reads a model onto a device. On `jvm` its matrices become FLOAT16, for speed and half the
  /// memory: logits differ by about a thousandth.
  ///
  /// @throws IllegalArgumentException as [#load(Path)]
  public static Transformer load(Path folder, Device device) {
    var config = config(folder);
    try (var checkpoint = Checkpoint.open(folder.resolve(WEIGHTS))) {
      refuseAbsurd(folder.resolve(CONFIG), config, checkpoint);
      var model = Initialization.unset(device, matrices(device), () -> Transformer.create(config));
      Weights.load(model, checkpoint);
      return model;
    }
  }

  private static DataType matrices(Device device) {
    return switch (device) {
      case Device.Cpu(), Device.Cuda _ -> DataType.FLOAT32;
      case Device.Jvm() -> DataType.FLOAT16;
    };
  }

  /// Refuses sizes that would take memory out of all proportion to the weights on disk. Smaller
  /// differences are left to [Weights], which names the tensors that differ.
  private static void refuseAbsurd(Path file, TransformerConfig config, Checkpoint checkpoint) {
    var present =
        checkpoint.names().stream().mapToLong(name -> checkpoint.shape(name).elements()).sum();
    var needed = config.parameterCount();
    if (needed / PROPORTION > present)
      throw new IllegalArgumentException(
          "%s: asks for %d parameters, and %s has %d: they are not of one model"
              .formatted(file, needed, checkpoint.path().getFileName(), present));
  }

  /// Reads the configuration alone.
  ///
  /// @throws IllegalArgumentException as [#load]
  public static TransformerConfig config(Path folder) {
    var file = folder.resolve(CONFIG);
    if (!Files.isDirectory(folder))
      throw new IllegalArgumentException(
          folder + ": no such folder; a model is a folder with " + CONFIG);
    if (!Files.isRegularFile(file))
      throw new IllegalArgumentException(folder + ": not a model folder, it has no " + CONFIG);
    try {
      var tree = JSON.readTree(Files.readAllBytes(file));
      if (!tree.isObject()) throw new IllegalArgumentException(file + ": no JSON object");
      checkArchitecture(file, tree);
      return JSON.treeToValue(tree, Stored.class).config();
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: %s; it must be as training wrote it".formatted(file, ConfigFault.of(damaged)),
          damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Other models are named as Hugging Face's files name them.
  private static void checkArchitecture(Path file, JsonNode tree) {
    var architecture =
        Stream.of(tree.path("architecture"), tree.at("/architectures/0"), tree.path("model_type"))
            .flatMap(name -> name.asStringOpt().stream())
            .findFirst();
    if (architecture.equals(Optional.of(ARCHITECTURE))) return;
    throw new IllegalArgumentException(
        "%s: %s; give a folder that training wrote"
            .formatted(
                file,
                architecture
                    .map(name -> "this is a '%s', not a '%s'".formatted(name, ARCHITECTURE))
                    .orElse("it does not say what model this is")));
  }

  /// Writes a model, each file aside first and then renamed.
  ///
  /// @throws UncheckedIOException if the disk does not take it; what was there stays
  public static void save(Transformer model, Path folder) {
    saveConfig(model.config(), folder);
    Weights.save(model, folder.resolve(WEIGHTS));
  }

  /// Writes the configuration alone.
  ///
  /// @throws UncheckedIOException as [#save]
  public static void saveConfig(TransformerConfig config, Path folder) {
    var file = folder.resolve(CONFIG);
    try {
      AtomicFile.write(
          file,
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(new Stored(ARCHITECTURE, config)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
