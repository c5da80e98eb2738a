package dev.uvaha.images.batches;

import java.util.List;

/// Pictures as a model takes them.
///
/// @param epoch and `position`, from 0: where the batch stands
/// @param position in its epoch
/// @param numbers of the pictures in their set, `[B]`
/// @param labels `[B]`
/// @param channels of every view
/// @param views each `[B, C, Y, X]`, in the order asked for; a view's own rows and columns are in
///   its [View]
@SuppressWarnings("ArrayRecordComponent") // a batch's numbers, which nobody compares
public record ImageBatch(
    int epoch, int position, int[] numbers, int[] labels, int channels, List<float[]> views) {
  public ImageBatch {
    views = List.copyOf(views);
  }

  /// B.
  public int size() {
    return labels.length;
  }

  /// The first view, `[B, C, Y, X]`.
  public float[] pictures() {
    return views.getFirst();
  }
}
