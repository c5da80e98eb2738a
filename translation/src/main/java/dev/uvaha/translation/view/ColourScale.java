package dev.uvaha.translation.view;

/// From no attention to all of it, on white paper: 16 steps, evenly in the square root of the
/// weight.
final class ColourScale {
  static final int LEVELS = 16;

  private static final int[] STOPS = {
    0xF4F6FA, 0xD3E3F3, 0x9DC6E4, 0x5A9FD0, 0x2676B8, 0x0E4D94, 0x08306B
  };

  private ColourScale() {}

  /// The step of a weight, from 0 to [#LEVELS].
  static int level(float weight) {
    return (int) Math.round(LEVELS * Math.sqrt(Math.clamp(weight, 0f, 1f)));
  }

  /// The colour of a step, such as `#f4f6fa`.
  static String colour(int level) {
    double at = (double) level / LEVELS * (STOPS.length - 1);
    int low = Math.min((int) at, STOPS.length - 2);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = STOPS[low] >> shift & 0xFF;
      int to = STOPS[low + 1] >> shift & 0xFF;
      colour |= (int) Math.round(from + (to - from) * (at - low)) << shift;
    }
    return "#%06x".formatted(colour);
  }

  /// What can be read on the colour of a step.
  static String inkOn(int level) {
    return level > LEVELS * 0.52 ? "#ffffff" : "#14181f";
  }
}
