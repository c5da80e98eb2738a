package dev.uvaha.hub;

import dev.uvaha.images.Fitting;
import dev.uvaha.images.Fitting.Scaled;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.Picture;
import dev.uvaha.images.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How pictures are made ready for a model, as `preprocessor_config.json` says: fitted to its size,
/// values from 0 to 1, then `(value - mean) / deviation` in each channel.
///
/// @param fitting to the model's size
/// @param mean of each channel
/// @param deviation of each channel, above 0
public record Preprocessing(Fitting fitting, List<Double> mean, List<Double> deviation) {
  static final String FILE = "preprocessor_config.json";

  private static final double MIDDLE = 0.5;
  private static final double GREATEST = 255;

  /// Filters by their numbers in Pillow.
  private static final Map<Integer, Resampling> FILTERS =
      Map.of(2, Resampling.BILINEAR, 3, Resampling.BICUBIC);

  public Preprocessing {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
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
    return new Preprocessing(Fitting.whole(size, size), half, half);
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
              fitting(json, size),
              normalises
                  ? numbers(json, "image_mean", otherwise.mean)
                  : Collections.nCopies(channels, 0.0),
              normalises
                  ? numbers(json, "image_std", otherwise.deviation)
                  : Collections.nCopies(channels, 1.0))
          .rescaled(
              json.flag("do_rescale", true) ? json.number("rescale_factor", 1 / GREATEST) : 1);
    } catch (IllegalArgumentException unusable) {
      var message = String.valueOf(unusable.getMessage());
      var file = json.file().toString();
      throw message.startsWith(file)
          ? unusable
          : new IllegalArgumentException(file + ": " + message, unusable);
    }
  }

  /// What a processor of theirs does where the file is silent.
  ///
  /// @param filter by its number in Pillow
  /// @param cuts whether the middle is cut out
  /// @param proportional whether a size of one number is the shorter side's
  private record Processor(int filter, boolean cuts, boolean proportional) {
    static Processor of(HubConfig json) {
      var type = json.text("image_processor_type", json.text("feature_extractor_type", ""));
      if (type.startsWith("DeiT")) return new Processor(3, true, false);
      if (type.startsWith("CLIP") || type.startsWith("Bit")) return new Processor(3, true, true);
      return new Processor(2, false, false);
    }
  }

  private static Fitting fitting(HubConfig json, int size) {
    var processor = Processor.of(json);
    var filter = json.integer("resample", processor.filter());
    var resampling =
        Optional.ofNullable(FILTERS.get(filter))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "resample must be 2 (bilinear) or 3 (bicubic), got " + filter));
    var scaled =
        new Scaled.Sides(side(json, "size", "height", size), side(json, "size", "width", size));
    if (!json.flag("do_center_crop", processor.cuts()))
      return new Fitting(resampling, scaled, scaled.height(), scaled.width());
    var one = json.object().path("size");
    var shorter = processor.proportional() && one.isInt() ? one : one.path("shortest_edge");
    return new Fitting(
        resampling,
        shorter.isInt() ? new Scaled.ShorterSide(shorter.asInt()) : scaled,
        side(json, "crop_size", "height", size),
        side(json, "crop_size", "width", size));
  }

  /// A size is a number, or an object of two.
  private static int side(HubConfig json, String field, String side, int otherwise) {
    if (json.object().path(field).isNumber()) return json.integer(field);
    return json.inner(field)
        .map(size -> size.integer(side, size.integer("shortest_edge", otherwise)))
        .orElse(otherwise);
  }

  /// The same where samples from 0 to 255 are multiplied by something else than 1/255.
  private Preprocessing rescaled(double factor) {
    var scale = factor * GREATEST;
    if (!(scale > 0))
      throw new IllegalArgumentException("rescale_factor must be above 0, got " + factor);
    return new Preprocessing(
        fitting,
        mean.stream().map(one -> one / scale).toList(),
        deviation.stream().map(one -> one / scale).toList());
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

  /// A picture's numbers, as the model takes them.
  ///
  /// @param picture of any size, with as many channels as there are means: 1 or 3
  /// @return `[C, height, width]`
  public float[] pixels(Picture picture) {
    var fitted = fitting.apply(picture);
    var pixels = new float[fitted.channels() * fitted.plane()];
    new Normalisation(mean, deviation).apply(fitted, pixels, 0);
    return pixels;
  }

  /// Writes it for their library.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public void write(Path folder) {
    var json = JsonMapper.shared().createObjectNode();
    var whole = new Scaled.Sides(fitting.height(), fitting.width()).equals(fitting.scaled());
    json.put("image_processor_type", whole ? "ViTImageProcessor" : "CLIPImageProcessor") // cuts
        .put("do_resize", true)
        .put("do_rescale", true)
        .put("do_normalize", true)
        .put("rescale_factor", 1 / GREATEST);
    FILTERS.forEach((number, filter) -> {
      if (filter == fitting.resampling()) json.put("resample", number);
    });
    var size = json.putObject("size");
    switch (fitting.scaled()) {
      case Scaled.Sides(var height, var width) -> size.put("height", height).put("width", width);
      case Scaled.ShorterSide(var pixels) -> size.put("shortest_edge", pixels);
    }
    if (!whole)
      json.put("do_center_crop", true)
          .putObject("crop_size")
          .put("height", fitting.height())
          .put("width", fitting.width());
    var means = json.putArray("image_mean");
    mean.forEach(means::add);
    var deviations = json.putArray("image_std");
    deviation.forEach(deviations::add);
    new HubConfig(folder.resolve(FILE), json).write();
  }
}
