package dev.uvaha.images;

import java.util.Arrays;

/// A picture as it lies in a tensor: channels of rows of samples, `[C, Y, X]`, each an unsigned
/// byte from 0 (dark) to 255, which stands for 0 to 1.
///
/// Bytes, since files hold bytes, a set of pictures takes a quarter of the memory, and a change of
/// tones is a table of 256 entries; [Normalisation] makes floats of them, once, in the batch.
///
/// A value: nothing here changes it, and nobody may write to its samples.
///
/// @param channels 1 for grey, 3 for red, green and blue
/// @param samples all of them, not copied
@SuppressWarnings("ArrayRecordComponent") // too many to copy; equality is of the content
public record Picture(int channels, int height, int width, byte[] samples) {
  private static final int RGB = 3;

  public Picture {
    if (channels != 1 && channels != RGB)
      throw new IllegalArgumentException("Picture: channels must be 1 or 3, got " + channels);
    if (height < 1 || width < 1 || (long) channels * height * width != samples.length)
      throw new IllegalArgumentException(
          "Picture: expected %d x %d x %d samples, got %d"
              .formatted(channels, height, width, samples.length));
  }

  /// An empty picture of the same size, whose samples the maker of a new one fills in.
  public byte[] blank() {
    return new byte[samples.length];
  }

  /// The same size with other samples.
  public Picture with(byte[] changed) {
    return new Picture(channels, height, width, changed);
  }

  /// One sample, 0 to 255.
  public int sample(int channel, int y, int x) {
    return samples[(channel * height + y) * width + x] & 0xff;
  }

  /// The number of samples in a channel.
  public int plane() {
    return height * width;
  }

  /// A part of it.
  ///
  /// @throws IllegalArgumentException if the part is not inside
  public Picture crop(int top, int left, int rows, int columns) {
    if (top < 0
        || left < 0
        || rows < 1
        || columns < 1
        || top + rows > height
        || left + columns > width)
      throw new IllegalArgumentException(
          "Picture: no %d x %d at (%d, %d) in %d x %d"
              .formatted(rows, columns, top, left, height, width));
    var part = new byte[channels * rows * columns];
    for (int row = 0; row < channels * rows; row++) {
      int from = (row / rows * height + top + row % rows) * width + left;
      System.arraycopy(samples, from, part, row * columns, columns);
    }
    return new Picture(channels, rows, columns, part);
  }

  /// As in a mirror: left and right change places.
  public Picture flip() {
    var flipped = blank();
    for (int row = 0; row < samples.length; row += width)
      for (int x = 0; x < width; x++) flipped[row + width - 1 - x] = samples[row + x];
    return with(flipped);
  }

  /// As many rows and columns of one shade on each side.
  ///
  /// @param shade 0 to 255, in all channels
  public Picture pad(int border, int shade) {
    int rows = height + 2 * border;
    int columns = width + 2 * border;
    var padded = new byte[channels * rows * columns];
    if (shade != 0) Arrays.fill(padded, (byte) shade);
    for (int row = 0; row < channels * height; row++) {
      int to = (row / height * rows + border + row % height) * columns + border;
      System.arraycopy(samples, row * width, padded, to, width);
    }
    return new Picture(channels, rows, columns, padded);
  }

  /// One channel of luma: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601).
  public Picture grey() {
    if (channels == 1) return this;
    int plane = plane();
    var luma = new byte[plane];
    for (int at = 0; at < plane; at++) {
      int red = samples[at] & 0xff;
      int green = samples[plane + at] & 0xff;
      int blue = samples[2 * plane + at] & 0xff;
      luma[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return new Picture(1, height, width, luma);
  }

  /// Three channels; those of a grey picture are alike.
  public Picture rgb() {
    if (channels == RGB) return this;
    var copies = new byte[RGB * samples.length];
    for (int channel = 0; channel < RGB; channel++)
      System.arraycopy(samples, 0, copies, channel * samples.length, samples.length);
    return new Picture(RGB, height, width, copies);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture(int c, int y, int x, byte[] values)
        && c == channels
        && y == height
        && x == width
        && Arrays.equals(values, samples);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "Picture[%d x %d x %d]".formatted(channels, height, width);
  }
}
