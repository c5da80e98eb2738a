package dev.uvaha.studio.vision;

import dev.uvaha.images.HeatMap;
import java.util.List;

/// What a classifier makes of a picture, and where each head looked.
///
/// @param id by which single heads are asked for
/// @param picture a PNG of the picture, large enough to look at
/// @param answers every class, the likeliest first
/// @param rows and
/// @param columns of patches
/// @param heads of each layer and head, what the class token pays to each patch, row by row of
///   patches; without a class token the mean over all patches
/// @param layers the mean over the heads of each layer
/// @param rollout what comes through all layers
@SuppressWarnings("ArrayRecordComponent") // plain numbers for the page
record SeenPicture(
    String id,
    byte[] picture,
    List<Answer> answers,
    int rows,
    int columns,
    List<List<float[]>> heads,
    List<float[]> layers,
    float[] rollout) {
  /// A class.
  record Answer(String label, double probability) {}

  /// A map's numbers, row by row.
  static float[] numbers(HeatMap map) {
    var rows = map.rows();
    var numbers = new float[rows.length * rows[0].length];
    for (var row = 0; row < rows.length; row++)
      System.arraycopy(rows[row], 0, numbers, row * rows[0].length, rows[0].length);
    return numbers;
  }
}
