package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.Picture;
import dev.uvaha.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// Pictures of what a model reads or makes.
final class PictureRows {
  private PictureRows() {}

  /// The first pictures of a batch.
  ///
  /// @param pixels `[B, C, height, width]`, as [PictureData#NORMALISATION] makes them
  /// @param count at most
  static List<Picture> of(Tensor pixels, int count) {
    int channels = (int) pixels.size(1);
    int height = (int) pixels.size(2);
    int width = (int) pixels.size(3);
    return IntStream.range(0, (int) Math.min(count, pixels.size(0)))
        .mapToObj(i ->
            PictureData.NORMALISATION.picture(
                pixels.select(0, i).contiguous().toFloats(), channels, height, width))
        .toList();
  }
}
