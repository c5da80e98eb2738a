package dev.uvaha.images.augment;

import dev.uvaha.images.Picture;
import java.util.function.IntUnaryOperator;

/// Changes of shades and colours that leave everything in its place.
///
/// Those with a factor are blends as of Pillow's `ImageEnhance`: 1 leaves the picture as it is, 0
/// takes the quality away, more than 1 adds to it.
final class Tones {
  private static final int SHADES = 256;

  private Tones() {}

  static Picture brightness(Picture picture, double factor) {
    return each(picture, value -> limit(value * factor));
  }

  static Picture contrast(Picture picture, double factor) {
    var luma = picture.grey().samples();
    long sum = 0;
    for (byte value : luma) sum += value & 0xff;
    double mean = Math.round((double) sum / luma.length);
    return each(picture, value -> limit(mean + factor * (value - mean)));
  }

  static Picture colour(Picture picture, double factor) {
    if (picture.channels() == 1) return picture;
    return blend(picture.grey().rgb(), picture, factor);
  }

  /// Against a picture smoothed by 3 × 3 samples, of which the middle counts five times; those at
  /// the edge stay.
  static Picture sharpness(Picture picture, double factor) {
    var smooth = picture.samples().clone();
    for (int channel = 0; channel < picture.channels(); channel++)
      for (int y = 1; y < picture.height() - 1; y++)
        for (int x = 1; x < picture.width() - 1; x++) {
          int sum = 4 * picture.sample(channel, y, x);
          for (int near = 0; near < 9; near++)
            sum += picture.sample(channel, y - 1 + near / 3, x - 1 + near % 3);
          smooth[(channel * picture.height() + y) * picture.width() + x] = (byte) ((sum + 6) / 13);
        }
    return blend(picture.with(smooth), picture, factor);
  }

  static Picture solarize(Picture picture, int threshold) {
    return each(picture, value -> value < threshold ? value : SHADES - 1 - value);
  }

  static Picture posterize(Picture picture, int bits) {
    int mask = -1 << (Byte.SIZE - bits);
    return each(picture, value -> value & mask);
  }

  /// Stretches each channel so that its darkest sample is 0 and its lightest 255.
  static Picture autoContrast(Picture picture) {
    return eachChannel(
        picture,
        counts -> {
          int least = 0;
          while (counts[least] == 0) least++;
          int most = SHADES - 1;
          while (counts[most] == 0) most--;
          int dark = least;
          int light = most;
          if (light == dark) return value -> value;
          return value -> limit((value - dark) * 255.0 / (light - dark));
        });
  }

  /// Spreads each channel's shades so that they are about equally frequent, as Pillow does.
  static Picture equalize(Picture picture) {
    return eachChannel(
        picture,
        counts -> {
          int last = SHADES - 1;
          while (counts[last] == 0) last--;
          int step = (picture.plane() - counts[last]) / (SHADES - 1);
          if (step == 0) return value -> value;
          var table = new int[SHADES];
          int below = step / 2;
          for (int value = 0; value < SHADES; value++) {
            table[value] = Math.min(below / step, SHADES - 1);
            below += counts[value];
          }
          return value -> table[value];
        });
  }

  /// Turns every colour around the colour circle.
  ///
  /// @param turn of the whole circle, such as 0.1
  static Picture hue(Picture picture, double turn) {
    if (picture.channels() == 1) return picture;
    int plane = picture.plane();
    var turned = picture.blank();
    for (int at = 0; at < plane; at++) {
      int red = picture.samples()[at] & 0xff;
      int green = picture.samples()[plane + at] & 0xff;
      int blue = picture.samples()[2 * plane + at] & 0xff;
      int most = Math.max(red, Math.max(green, blue));
      double range = most - Math.min(red, Math.min(green, blue));
      double sixths = range == 0 ? 0 : sixths(red, green, blue, most, range);
      // Back from hue, saturation and value: each channel falls from the value by its distance.
      for (int channel = 0; channel < 3; channel++) {
        double place = (sixths + 6 * turn + 17 - 2 * channel) % 6;
        double fall = Math.clamp(Math.min(place, 4 - place), 0, 1);
        turned[channel * plane + at] = limit(most - range * fall);
      }
    }
    return picture.with(turned);
  }

  private static double sixths(int red, int green, int blue, int most, double range) {
    if (most == red) return (green - blue) / range;
    return most == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  }

  private static Picture blend(Picture from, Picture to, double factor) {
    var mixed = from.blank();
    for (int at = 0; at < mixed.length; at++) {
      int start = from.samples()[at] & 0xff;
      mixed[at] = limit(start + factor * ((to.samples()[at] & 0xff) - start));
    }
    return from.with(mixed);
  }

  private static byte limit(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }

  private static Picture each(Picture picture, IntUnaryOperator shade) {
    return eachChannel(picture, _ -> shade);
  }

  @FunctionalInterface
  private interface ShadesOf {
    /// @param counts of each shade in a channel
    IntUnaryOperator of(int[] counts);
  }

  private static Picture eachChannel(Picture picture, ShadesOf shades) {
    var samples = picture.samples();
    var changed = picture.blank();
    var table = new byte[SHADES];
    for (int start = 0; start < samples.length; start += picture.plane()) {
      var counts = new int[SHADES];
      for (int at = start; at < start + picture.plane(); at++) counts[samples[at] & 0xff]++;
      var shade = shades.of(counts);
      for (int value = 0; value < SHADES; value++) table[value] = (byte) shade.applyAsInt(value);
      for (int at = start; at < start + picture.plane(); at++)
        changed[at] = table[samples[at] & 0xff];
    }
    return picture.with(changed);
  }
}
