package dev.uvaha.images.batches;

import java.util.Arrays;
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

  /// The first and the second half of its pictures; of a single one that itself.
  public List<ImageBatch> halves() {
    var half = size() / 2;
    return half == 0 ? List.of(this) : List.of(pictures(0, half), pictures(half, size()));
  }

  private ImageBatch pictures(int from, int to) {
    return new ImageBatch(
        epoch,
        position,
        Arrays.copyOfRange(numbers, from, to),
        Arrays.copyOfRange(labels, from, to),
        channels,
        views.stream().map(view -> pictures(view, from, to)).toList());
  }

  private float[] pictures(float[] view, int from, int to) {
    var each = view.length / size();
    return Arrays.copyOfRange(view, from * each, to * each);
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
