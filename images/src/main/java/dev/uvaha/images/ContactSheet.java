package dev.uvaha.images;

import java.util.Arrays;
import java.util.List;

/// Many pictures in one, row by row, on white.
///
/// @param columns pictures in a row
/// @param gap white pixels around each
/// @param scale each pixel becomes a square of as many, so that small pictures can be seen
public record ContactSheet(int columns, int gap, int scale) {
  public ContactSheet {
    if (columns < 1 || gap < 0 || scale < 1)
      throw new IllegalArgumentException(
          "ContactSheet: expected columns >= 1, gap >= 0, scale >= 1, got columns=%d, gap=%d, scale=%d"
              .formatted(columns, gap, scale));
  }

  /// One row of panels, side by side.
  public static Picture sideBySide(List<Picture> panels) {
    return new ContactSheet(Math.max(1, panels.size()), 2, 1).of(panels);
  }

  /// Puts pictures of any size into cells of the largest.
  ///
  /// @throws IllegalArgumentException if there is none
  public Picture of(List<Picture> pictures) {
    if (pictures.isEmpty()) throw new IllegalArgumentException("ContactSheet: no pictures");
    int cellHeight = gap + scale * pictures.stream().mapToInt(Picture::height).max().orElseThrow();
    int cellWidth = gap + scale * pictures.stream().mapToInt(Picture::width).max().orElseThrow();
    int inRow = Math.min(columns, pictures.size());
    int rows = (pictures.size() + inRow - 1) / inRow;
    int height = rows * cellHeight + gap;
    int width = inRow * cellWidth + gap;
    var samples = new byte[3 * height * width];
    Arrays.fill(samples, (byte) 255);
    for (int number = 0; number < pictures.size(); number++) {
      int top = gap + number / inRow * cellHeight;
      int left = gap + number % inRow * cellWidth;
      place(pictures.get(number).rgb(), samples, top * width + left, width, height * width);
    }
    return new Picture(3, height, width, samples);
  }

  private void place(Picture picture, byte[] samples, int corner, int width, int plane) {
    for (int channel = 0; channel < 3; channel++)
      for (int y = 0; y < picture.height() * scale; y++)
        for (int x = 0; x < picture.width() * scale; x++)
          samples[channel * plane + corner + y * width + x] =
              (byte) picture.sample(channel, y / scale, x / scale);
  }
}
