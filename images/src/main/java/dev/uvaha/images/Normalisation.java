package dev.uvaha.images;

import java.util.List;

/// Turns samples into what a model was trained on: `(value / 255 - mean) / deviation`, by channels.
///
/// @param means of values from 0 to 1; one for all channels or one for each
/// @param deviations above 0, as many
public record Normalisation(List<Double> means, List<Double> deviations) {
  /// From 0 to 1.
  public static final Normalisation NONE = of(0, 1);

  /// From -1 to 1, as of most Vision Transformers.
  public static final Normalisation HALF = of(0.5, 0.5);

  /// Of ImageNet's pictures, red, green and blue.
  public static final Normalisation IMAGENET =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /// Of Fashion-MNIST's training pictures.
  public static final Normalisation FASHION_MNIST = of(0.2860, 0.3530);

  public Normalisation {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if ((means.size() != 1 && means.size() != 3)
        || means.size() != deviations.size()
        || deviations.stream().anyMatch(deviation -> !(deviation > 0)))
      throw new IllegalArgumentException(
          "Normalisation: expected 1 or 3 means and as many deviations above 0, got %s and %s"
              .formatted(means, deviations));
  }

  /// The same for all channels.
  public static Normalisation of(double mean, double deviation) {
    return new Normalisation(List.of(mean), List.of(deviation));
  }

  /// Writes a picture's numbers, `[C, Y, X]`, into an array from a place on.
  public void apply(Picture picture, float[] into, int from) {
    checkChannels(picture.channels());
    var samples = picture.samples();
    int plane = picture.plane();
    for (int channel = 0; channel < picture.channels(); channel++) {
      var table = table(channel);
      for (int at = channel * plane; at < (channel + 1) * plane; at++)
        into[from + at] = table[samples[at] & 0xff];
    }
  }

  /// The picture of numbers `[C, Y, X]` that a model made; what is too dark or bright is cut off.
  public Picture picture(float[] numbers, int channels, int height, int width) {
    checkChannels(channels);
    var samples = new byte[channels * height * width];
    if (numbers.length != samples.length)
      throw new IllegalArgumentException(
          "Normalisation: expected %d x %d x %d numbers, got %d"
              .formatted(channels, height, width, numbers.length));
    for (int at = 0; at < samples.length; at++) {
      int channel = at / (height * width);
      double value = numbers[at] * of(deviations, channel) + of(means, channel);
      samples[at] = (byte) Math.clamp(Math.round(value * 255), 0, 255);
    }
    return new Picture(channels, height, width, samples);
  }

  private void checkChannels(int channels) {
    if (means.size() != 1 && means.size() != channels)
      throw new IllegalArgumentException(
          "Normalisation: is of %d channels, the picture has %d".formatted(means.size(), channels));
  }

  private float[] table(int channel) {
    var table = new float[256];
    for (int value = 0; value < table.length; value++)
      table[value] = (float) ((value / 255.0 - of(means, channel)) / of(deviations, channel));
    return table;
  }

  private static double of(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel);
  }
}
