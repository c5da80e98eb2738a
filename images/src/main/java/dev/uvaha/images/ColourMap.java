package dev.uvaha.images;

/// Colours for numbers from 0 to 1, the lightness rising evenly, so that they can be read in print
/// and by the colour-blind: nine colours of each of matplotlib's maps, linear between them.
public enum ColourMap {
  /// From violet over green to yellow.
  VIRIDIS(0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725),
  /// From black over red to light yellow.
  INFERNO(0x000004, 0x210c4a, 0x57106e, 0x8a226a, 0xbc3754, 0xe45a31, 0xf98e09, 0xf9cb35, 0xfcffa4);

  @SuppressWarnings("ImmutableEnumChecker") // private, and never written
  private final int[] colours;

  ColourMap(int... colours) {
    this.colours = colours;
  }

  /// One channel, 0 to 255, of the colour of a number; numbers beyond 0 and 1 have the end's
  /// colour, NaN that of 0.
  public int sample(double number, int channel) {
    double place = Double.isNaN(number) ? 0 : Math.clamp(number, 0, 1) * (colours.length - 1);
    int before = Math.min((int) place, colours.length - 2);
    int shift = 16 - 8 * channel;
    int from = colours[before] >> shift & 0xff;
    int to = colours[before + 1] >> shift & 0xff;
    return (int) Math.round(from + (to - from) * (place - before));
  }
}
