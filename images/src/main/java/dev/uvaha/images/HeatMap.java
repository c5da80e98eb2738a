package dev.uvaha.images;

/// Numbers over a picture's plane, such as a head's attention over the patches, `[y, x]`.
///
/// @param rows of equal lengths, one at least; not copied
@SuppressWarnings("ArrayRecordComponent") // the shape in which attention comes
public record HeatMap(float[][] rows) {
  public HeatMap {
    if (rows.length == 0 || rows[0].length == 0)
      throw new IllegalArgumentException("HeatMap: has no numbers");
    for (var row : rows)
      if (row.length != rows[0].length)
        throw new IllegalArgumentException(
            "HeatMap: rows must be of one length, got %d and %d"
                .formatted(rows[0].length, row.length));
  }

  /// The numbers of patches in their order, row by row.
  ///
  /// @throws IllegalArgumentException if they are not `height` times `width`
  public static HeatMap of(float[] numbers, int height, int width) {
    if (numbers.length != height * width)
      throw new IllegalArgumentException(
          "HeatMap: expected %d x %d numbers, got %d".formatted(height, width, numbers.length));
    var rows = new float[height][width];
    for (int at = 0; at < numbers.length; at++) rows[at / width][at % width] = numbers[at];
    return new HeatMap(rows);
  }

  /// How the numbers between the grid's are found.
  public enum Between {
    /// Each number fills its patch.
    NEAREST,
    /// Linear between the patches' centres.
    BILINEAR
  }

  /// The numbers at every pixel, the least as 0 and the largest as 1; all 0 if they are equal.
  float[][] scaled(int height, int width, Between between) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (var row : rows)
      for (float number : row)
        if (Float.isFinite(number)) {
          least = Math.min(least, number);
          most = Math.max(most, number);
        }
    float range = most > least ? most - least : 1;
    var pixels = new float[height][width];
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        double down = (y + 0.5) * rows.length / height;
        double right = (x + 0.5) * rows[0].length / width;
        double number =
            switch (between) {
              case NEAREST -> rows[(int) down][(int) right];
              case BILINEAR -> bilinear(down - 0.5, right - 0.5);
            };
        pixels[y][x] = (float) ((number - least) / range);
      }
    return pixels;
  }

  private double bilinear(double down, double right) {
    double y = Math.clamp(down, 0, rows.length - 1);
    double x = Math.clamp(right, 0, rows[0].length - 1);
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, rows.length - 1);
    int end = Math.min(left + 1, rows[0].length - 1);
    double above = rows[top][left] + (x - left) * (rows[top][end] - rows[top][left]);
    double below = rows[bottom][left] + (x - left) * (rows[bottom][end] - rows[bottom][left]);
    return above + (y - top) * (below - above);
  }
}
