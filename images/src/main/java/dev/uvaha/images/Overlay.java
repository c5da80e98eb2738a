package dev.uvaha.images;

import dev.uvaha.images.HeatMap.Between;

/// Lays a heat map over a picture.
///
/// The map's own least number has the first colour and its largest the last.
///
/// @param opacity from 0, the picture alone, to 1, the map alone
public record Overlay(ColourMap colours, Between between, double opacity) {
  /// What shows attention well: inferno, smooth, over a picture that is still seen.
  public static final Overlay DEFAULT = new Overlay(ColourMap.INFERNO, Between.BILINEAR, 0.6);

  public Overlay {
    if (!(opacity >= 0 && opacity <= 1))
      throw new IllegalArgumentException("Overlay: opacity must be 0 to 1, got " + opacity);
  }

  /// A picture of the picture's size, in colours.
  public Picture of(Picture picture, HeatMap map) {
    var under = picture.rgb();
    var numbers = map.scaled(under.height(), under.width(), between);
    var samples = under.blank();
    for (int at = 0; at < samples.length; at++) {
      int channel = at / under.plane();
      int y = at / under.width() % under.height();
      int x = at % under.width();
      double over = colours.sample(numbers[y][x], channel);
      double mixed = opacity * over + (1 - opacity) * (under.samples()[at] & 0xff);
      samples[at] = (byte) Math.round(mixed);
    }
    return under.with(samples);
  }

  /// The map alone, each number a square of `scale` pixels.
  public static Picture map(HeatMap map, ColourMap colours, int scale) {
    int height = map.rows().length * scale;
    int width = map.rows()[0].length * scale;
    var dark = new Picture(3, height, width, new byte[3 * height * width]);
    return new Overlay(colours, Between.NEAREST, 1).of(dark, map);
  }
}
