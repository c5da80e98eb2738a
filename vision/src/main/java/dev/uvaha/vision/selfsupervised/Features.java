package dev.uvaha.vision.selfsupervised;

import dev.uvaha.attention.Trace;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.models.vit.VitEncoder;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.vision.BatchFeed;

/// A vector for each picture, and its label.
///
/// @param values `[N, D]`, row by row
/// @param width D
/// @param labels `[N]`
/// @param classes how many there are
@SuppressWarnings("ArrayRecordComponent") // many numbers, which nobody compares
public record Features(float[] values, int width, int[] labels, int classes) {
  private static final int BATCH = 256;

  public Features {
    if (labels.length == 0 || values.length != labels.length * width)
      throw new IllegalArgumentException(
          "Features: expected N >= 1 labels and N x D=%d values, got %d and %d"
              .formatted(width, labels.length, values.length));
  }

  /// What an encoder makes of pictures, brought to one size, without changes else.
  ///
  /// @param side height and width
  /// @param normalisation as the encoder learnt
  public static Features of(
      VitEncoder encoder, LabelledPictures pictures, int side, Normalisation normalisation) {
    int width = encoder.config().block().width();
    var values = new float[pictures.size() * width];
    var labels = new int[pictures.size()];
    int at = 0;
    for (var batch : PictureData.whole(pictures, side, normalisation, BATCH).all()) {
      var rows = vectors(encoder, BatchFeed.pixels(batch, 0, side));
      System.arraycopy(rows, 0, values, at * width, rows.length);
      System.arraycopy(batch.labels(), 0, labels, at, batch.size());
      at += batch.size();
    }
    return new Features(values, width, labels, pictures.classes().size());
  }

  private static float[] vectors(VitEncoder encoder, Tensor pixels) {
    try (pixels;
        var _ = TensorScope.open()) {
      return Autograd.noGradient(() ->
          encoder
              .pooled(encoder.forward(pixels, Mode.INFERENCE, Trace.none()))
              .contiguous()
              .toFloats());
    }
  }

  /// N.
  public int size() {
    return labels.length;
  }

  /// `[N, D]`.
  Tensor tensor() {
    return Tensors.of(values, size(), width);
  }

  /// `[N]`.
  Tensor labelTensor() {
    return Tensors.indices(labels, size());
  }

  /// Which share of answers is right.
  ///
  /// @param answers `[N]`
  double accuracy(long[] answers) {
    int right = 0;
    for (int i = 0; i < answers.length; i++) if (answers[i] == labels[i]) right++;
    return (double) right / answers.length;
  }
}
