package dev.uvaha.hub;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.nn.FeedForward.Activation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Hugging Face's `config.json`, read field by field: what is missing, unusable or beyond us is one
/// line that names it.
///
/// @param file for messages
record HubConfig(Path file, ObjectNode object) {
  static final String FILE = "config.json";

  /// Of a folder.
  ///
  /// @throws IllegalArgumentException if it has none, or one that is no JSON object
  static HubConfig read(Path folder) {
    if (!Files.isRegularFile(folder.resolve(FILE)))
      throw new IllegalArgumentException(folder + ": not a model folder, it has no config.json");
    return read(folder, FILE);
  }

  /// Another file of a folder that is written alike.
  static HubConfig read(Path folder, String name) {
    var file = folder.resolve(name);
    try {
      if (JsonMapper.shared().readTree(Files.readAllBytes(file)) instanceof ObjectNode object)
        return new HubConfig(file, object);
      throw new IllegalArgumentException(file + ": no JSON object");
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: no valid JSON: %s".formatted(file, damaged.getOriginalMessage()), damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// One to be filled.
  static HubConfig empty(Path folder) {
    return new HubConfig(folder.resolve(FILE), JsonMapper.shared().createObjectNode());
  }

  /// Writes it aside and renames it.
  void write() {
    try {
      AtomicFile.write(
          file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(object));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /// Such as `gpt2`; empty if the file does not say.
  String modelType() {
    return object.path("model_type").asString("");
  }

  int integer(String field) {
    return integerOr(field)
        .orElseThrow(() -> new IllegalArgumentException(file + ": " + field + " is missing"));
  }

  int integer(String field, int otherwise) {
    return integerOr(field).orElse(otherwise);
  }

  private Optional<Integer> integerOr(String field) {
    return present(
        field,
        value -> value.canConvertToInt() && value.isIntegralNumber(),
        JsonNode::asInt,
        "an integer");
  }

  double number(String field, double otherwise) {
    return present(field, JsonNode::isNumber, JsonNode::asDouble, "a number").orElse(otherwise);
  }

  boolean flag(String field, boolean otherwise) {
    return present(field, JsonNode::isBoolean, JsonNode::asBoolean, "true or false")
        .orElse(otherwise);
  }

  String text(String field, String otherwise) {
    return present(field, JsonNode::isString, JsonNode::asString, "a string").orElse(otherwise);
  }

  /// The object in a field; empty if there is none.
  Optional<HubConfig> inner(String field) {
    return present(
        field, JsonNode::isObject, value -> new HubConfig(file, value.asObject()), "an object");
  }

  private <T> Optional<T> present(
      String field, Function<JsonNode, Boolean> fits, Function<JsonNode, T> value, String what) {
    var node = object.path(field);
    if (node.isMissingNode() || node.isNull()) return Optional.empty();
    if (!fits.apply(node))
      throw new IllegalArgumentException(
          "%s: %s must be %s, got %s".formatted(file, field, what, node));
    return Optional.of(value.apply(node));
  }

  /// What bends in feed-forward networks.
  Activation activation(String field, String otherwise) {
    var name = text(field, otherwise);
    return switch (name) {
      case "relu" -> Activation.RELU;
      case "gelu" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      case "silu", "swish" -> Activation.SILU;
      default ->
          throw new IllegalArgumentException(
              "%s: %s is %s; known are relu, gelu, gelu_new, gelu_pytorch_tanh, silu and swish"
                  .formatted(file, field, name));
    };
  }

  /// The inverse of [#activation].
  static String name(Activation activation) {
    return switch (activation) {
      case RELU -> "relu";
      case GELU -> "gelu";
      case GELU_TANH -> "gelu_new";
      case SILU -> "silu";
    };
  }

  /// Refuses a model that differs from ours in this.
  void refuse(boolean differs, String what) {
    if (differs) throw new IllegalArgumentException(file + ": " + what + " is not supported");
  }
}
