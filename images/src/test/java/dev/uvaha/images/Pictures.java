package dev.uvaha.images;

import java.util.List;
import java.util.stream.IntStream;

/// Pictures that tests make up.
public final class Pictures {
  private Pictures() {}

  /// Every sample drawn at random.
  public static Picture noise(int channels, int height, int width, long seed) {
    var random = RandomStream.of(seed);
    var samples = new byte[channels * height * width];
    for (int at = 0; at < samples.length; at++) samples[at] = (byte) random.bits();
    return new Picture(channels, height, width, samples);
  }

  /// Samples given as numbers, one channel.
  public static Picture grey(int height, int width, int... values) {
    var samples = new byte[values.length];
    for (int at = 0; at < values.length; at++) samples[at] = (byte) values[at];
    return new Picture(1, height, width, samples);
  }

  /// All samples of one channel, as numbers.
  public static List<Integer> values(Picture picture) {
    return IntStream.range(0, picture.samples().length)
        .mapToObj(at -> picture.samples()[at] & 0xff)
        .toList();
  }
}
