package dev.uvaha.hub;

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

/// Hugging Face's `config.json`, read field by field: what is missing, unusable or beyond us is one
/// line that names it.
///
/// @param file for messages
record HubConfig(Path file, JsonNode json) {
  /// Of a folder.
  ///
  /// @throws IllegalArgumentException if it has none, or one that is no JSON object
  static HubConfig read(Path folder) {
    var file = folder.resolve("config.json");
    if (!Files.isRegularFile(file))
      throw new IllegalArgumentException(folder + ": not a model folder, it has no config.json");
    try {
      var json = JsonMapper.shared().readTree(Files.readAllBytes(file));
      if (!json.isObject()) throw new IllegalArgumentException(file + ": no JSON object");
      return new HubConfig(file, json);
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: no valid JSON: %s".formatted(file, damaged.getOriginalMessage()), damaged);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Such as `gpt2`; empty if the file does not say.
  String modelType() {
    return json.path("model_type").asString("");
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
    return present(field, JsonNode::isObject, value -> new HubConfig(file, value), "an object");
  }

  private <T> Optional<T> present(
      String field, Function<JsonNode, Boolean> fits, Function<JsonNode, T> value, String what) {
    var node = json.path(field);
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
      default ->
          throw new IllegalArgumentException(
              "%s: %s is %s; known are relu, gelu, gelu_new and gelu_pytorch_tanh"
                  .formatted(file, field, name));
    };
  }

  /// Refuses a model that differs from ours in this.
  void refuse(boolean differs, String what) {
    if (differs) throw new IllegalArgumentException(file + ": " + what + " is not supported");
  }
}
