package dev.uvaha.models;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Models of one architecture on disk: `config.json` and `model.safetensors` in one folder.
///
/// @param architecture what `config.json` calls it
/// @param configuration the class of the sizes and choices, a record
/// @param creation makes a model of a configuration
/// @param parameters how many numbers such a model has, told before it is made
/// @param defaults what fields mean that files of earlier versions lack, by their names
/// @param <C> the configuration
/// @param <M> the model
public record ModelFolder<C extends Record, M extends Layer>(
    String architecture,
    Class<C> configuration,
    Function<C, M> creation,
    ToLongFunction<C> parameters,
    Map<String, Object> defaults) {
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

  public ModelFolder {
    defaults = Map.copyOf(defaults);
  }

  /// Where no version lacked a field.
  public ModelFolder(
      String architecture,
      Class<C> configuration,
      Function<C, M> creation,
      ToLongFunction<C> parameters) {
    this(architecture, configuration, creation, parameters, Map.of());
  }

  private record Stored<C>(String architecture, C config) {}

  /// Reads a model onto the CPU; the random sequence stays where it is.
  ///
  /// @throws IllegalArgumentException if the folder holds no model of this architecture, or a
  ///   damaged one: one line says which file and what to do
  public M load(Path folder) {
    return load(folder, Device.CPU);
  }

  /// Reads a model onto a device. On `jvm` its matrices become FLOAT16, for speed and half the
  /// memory: logits differ by about a thousandth.
  ///
  /// @throws IllegalArgumentException as [#load(Path)]
  public M load(Path folder, Device device) {
    var config = config(folder);
    try (var checkpoint = Checkpoint.open(folder.resolve(WEIGHTS))) {
      refuseAbsurd(folder.resolve(CONFIG), parameters.applyAsLong(config), checkpoint);
      var model = Initialization.unset(device, matrices(device), () -> creation.apply(config));
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

  /// Refuses sizes that would take memory out of all proportion to the weights on disk, before a
  /// model of them is made. Smaller differences are left to whoever reads the weights, tensor by
  /// tensor.
  ///
  /// @param file that says the sizes
  /// @param needed how many numbers a model of them has
  /// @throws IllegalArgumentException if the checkpoint has far fewer
  public static void refuseAbsurd(Path file, long needed, Checkpoint checkpoint) {
    var present =
        checkpoint.names().stream().mapToLong(name -> checkpoint.shape(name).elements()).sum();
    if (needed / PROPORTION > present)
      throw new IllegalArgumentException(
          "%s: asks for %d parameters, and %s has %d: they are not of one model"
              .formatted(file, needed, checkpoint.path().getFileName(), present));
  }

  /// Reads the configuration alone.
  ///
  /// @throws IllegalArgumentException as [#load]
  public C config(Path folder) {
    var file = folder.resolve(CONFIG);
    var found = architecture(folder);
    if (!found.equals(architecture))
      throw new IllegalArgumentException(
          "%s: this is a '%s', not a '%s'; give a folder that training wrote"
              .formatted(file, found, architecture));
    var stored = JSON.getTypeFactory().constructParametricType(Stored.class, configuration);
    try {
      Stored<C> read = JSON.treeToValue(completed(tree(folder)), stored);
      return read.config();
    } catch (JacksonException damaged) {
      throw unusable(file, damaged);
    }
  }

  private JsonNode completed(JsonNode tree) {
    if (tree.path("config") instanceof ObjectNode config)
      defaults.forEach((field, value) -> config.putIfAbsent(field, JSON.valueToTree(value)));
    return tree;
  }

  /// The architecture of the model in a folder; other models are named as Hugging Face's files name
  /// them.
  ///
  /// @throws IllegalArgumentException if it holds no model
  public static String architecture(Path folder) {
    var tree = tree(folder);
    return Stream.of(
            tree.path("architecture"), tree.at("/architectures/0"), tree.path("model_type"))
        .flatMap(name -> name.asStringOpt().stream())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                folder.resolve(CONFIG)
                    + ": it does not say what model this is; give a folder that training wrote"));
  }

  private static JsonNode tree(Path folder) {
    var file = folder.resolve(CONFIG);
    if (!Files.isDirectory(folder))
      throw new IllegalArgumentException(
          folder + ": no such folder; a model is a folder with " + CONFIG);
    if (!Files.isRegularFile(file))
      throw new IllegalArgumentException(folder + ": not a model folder, it has no " + CONFIG);
    try {
      var tree = JSON.readTree(Files.readAllBytes(file));
      if (!tree.isObject()) throw new IllegalArgumentException(file + ": no JSON object");
      return tree;
    } catch (JacksonException damaged) {
      throw unusable(file, damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static IllegalArgumentException unusable(Path file, JacksonException damaged) {
    return new IllegalArgumentException(
        "%s: %s; it must be as training wrote it".formatted(file, ConfigFault.of(damaged)),
        damaged);
  }

  /// Writes a model, each file aside first and then renamed.
  ///
  /// @throws UncheckedIOException if the disk does not take it; what was there stays
  public void save(M model, C config, Path folder) {
    saveConfig(config, folder);
    Weights.save(model, folder.resolve(WEIGHTS));
  }

  /// Writes the configuration alone.
  ///
  /// @throws UncheckedIOException as [#save]
  public void saveConfig(C config, Path folder) {
    var file = folder.resolve(CONFIG);
    try {
      AtomicFile.write(
          file,
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(new Stored<>(architecture, config)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
