package dev.uvaha.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How pictures are made ready for a model, as `preprocessor_config.json` says: scaled to a size,
/// values from 0 to 1, then `(value - mean) / deviation` in each channel.
///
/// @param height of the pictures
/// @param width of the pictures
/// @param mean of each channel
/// @param deviation of each channel, above 0
public record Preprocessing(int height, int width, List<Double> mean, List<Double> deviation) {
  static final String FILE = "preprocessor_config.json";

  private static final double MIDDLE = 0.5;

  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (height < 1 || width < 1)
      throw new IllegalArgumentException(
          "height and width must be 1 or more, got %d and %d".formatted(height, width));
    if (mean.isEmpty() || mean.size() != deviation.size())
      throw new IllegalArgumentException(
          "each channel needs a mean and a deviation, got %s and %s".formatted(mean, deviation));
    for (var each : deviation)
      if (!(each > 0))
        throw new IllegalArgumentException("deviations must be above 0, got " + deviation);
  }

  /// Mean and deviation of a half: values from -1 to 1, as ViT was published.
  public static Preprocessing of(int size, int channels) {
    var half = Collections.nCopies(channels, MIDDLE);
    return new Preprocessing(size, size, half, half);
  }

  /// Of a folder; what it does not say is as [#of(int, int)] has it.
  ///
  /// @param size of the model's pictures
  /// @param channels C
  /// @throws IllegalArgumentException if the file can't be used: one line says why
  public static Preprocessing of(Path folder, int size, int channels) {
    var otherwise = of(size, channels);
    if (!Files.isRegularFile(folder.resolve(FILE))) return otherwise;
    var json = HubConfig.read(folder, FILE);
    var normalises = json.flag("do_normalize", true);
    try {
      return new Preprocessing(
          side(json, "height", size),
          side(json, "width", size),
          normalises
              ? numbers(json, "image_mean", otherwise.mean)
              : Collections.nCopies(channels, 0.0),
          normalises
              ? numbers(json, "image_std", otherwise.deviation)
              : Collections.nCopies(channels, 1.0));
    } catch (IllegalArgumentException unusable) {
      var message = String.valueOf(unusable.getMessage());
      var file = json.file().toString();
      throw message.startsWith(file)
          ? unusable
          : new IllegalArgumentException(file + ": " + message, unusable);
    }
  }

  /// `size` is a number, or an object of two.
  private static int side(HubConfig json, String side, int otherwise) {
    if (json.object().path("size").isNumber()) return json.integer("size");
    return json.inner("size")
        .map(size -> size.integer(side, size.integer("shortest_edge", otherwise)))
        .orElse(otherwise);
  }

  private static List<Double> numbers(HubConfig json, String field, List<Double> otherwise) {
    var node = json.object().path(field);
    if (node.isMissingNode() || node.isNull()) return otherwise;
    if (node.isNumber()) return Collections.nCopies(otherwise.size(), node.asDouble());
    if (!node.isArray()
        || node.size() != otherwise.size()
        || !node.valueStream().allMatch(JsonNode::isNumber))
      throw new IllegalArgumentException(
          "%s: %s must be %d numbers, got %s"
              .formatted(json.file(), field, otherwise.size(), node));
    return node.valueStream().map(JsonNode::asDouble).toList();
  }

  /// Normalises a picture.
  ///
  /// @param values from 0 to 1, `[C, height, width]`
  /// @return as many
  /// @throws IllegalArgumentException if there are more or fewer
  public float[] normalised(float[] values) {
    var pixels = height * width;
    if (values.length != mean.size() * pixels)
      throw new IllegalArgumentException(
          "a picture must have %d x %d x %d values, got %d"
              .formatted(mean.size(), height, width, values.length));
    var normalised = new float[values.length];
    for (var i = 0; i < values.length; i++)
      normalised[i] = (float) ((values[i] - mean.get(i / pixels)) / deviation.get(i / pixels));
    return normalised;
  }

  /// Writes it for their library: pictures are scaled bilinearly.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public void write(Path folder) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("image_processor_type", "ViTImageProcessor")
        .put("do_resize", true)
        .put("do_rescale", true)
        .put("do_normalize", true)
        .put("resample", 2)
        .put("rescale_factor", 1 / 255.0);
    json.putObject("size").put("height", height).put("width", width);
    var means = json.putArray("image_mean");
    mean.forEach(means::add);
    var deviations = json.putArray("image_std");
    deviation.forEach(deviations::add);
    new HubConfig(folder.resolve(FILE), json).write();
  }
}
