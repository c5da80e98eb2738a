package dev.uvaha.images.batches;

import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.batches.BatchPlan.Order;
import dev.uvaha.images.batches.BatchPlan.Remainder;
import dev.uvaha.images.sets.LabelledPictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Labelled pictures in batches, in an order that can be taken up anywhere.
///
/// An epoch's order is a pure function of the seed and the epoch; what happens to a picture, of
/// those, its number and the view: so neither the threads nor a resumption change anything. Loading
/// is a [Loader]'s. Immutable and safe to share between threads.
public final class ImageBatches {
  private final LabelledPictures pictures;
  private final List<View> views;
  private final BatchPlan plan;
  private final int workers;

  /// @param views of each picture, one at least
  /// @param workers threads of each loader, one at least
  public ImageBatches(LabelledPictures pictures, List<View> views, BatchPlan plan, int workers) {
    this.pictures = pictures;
    this.views = List.copyOf(views);
    this.plan = plan;
    this.workers = workers;
    if (views.isEmpty() || workers < 1)
      throw new IllegalArgumentException(
          "ImageBatches: expected a view and a worker at least, got views=%s, workers=%d"
              .formatted(views, workers));
    if (batchesPerEpoch() == 0)
      throw new IllegalArgumentException(
          "ImageBatches: %d pictures don't fill a batch of %d; make batches smaller"
              .formatted(pictures.size(), plan.batchSize()));
  }

  /// How many batches an epoch holds.
  public int batchesPerEpoch() {
    return switch (plan.remainder()) {
      case KEEP -> Math.ceilDiv(pictures.size(), plan.batchSize());
      case DROP -> pictures.size() / plan.batchSize();
    };
  }

  /// How many pictures an epoch holds.
  public int size() {
    return plan.remainder() == Remainder.KEEP
        ? pictures.size()
        : batchesPerEpoch() * plan.batchSize();
  }

  /// A number that changes with the set, the views or the plan: saved beside a place, it tells
  /// whether the place still means the same batches. Augmentations count by their text.
  public long fingerprint() {
    return RandomStream.mix(
        RandomStream.mix(pictures.fingerprint() + views.toString().hashCode())
            + plan.toString().hashCode());
  }

  /// The batches from a place on, endlessly: one epoch follows the other. Close it.
  ///
  /// @throws IllegalArgumentException if an epoch has no such position
  public Loader from(int epoch, int position) {
    if (epoch < 0 || position < 0 || position >= batchesPerEpoch())
      throw new IllegalArgumentException(
          "no batch %d in epoch %d, which has %d: resume with the pictures and the plan of the saved run"
              .formatted(position, epoch, batchesPerEpoch()));
    return new Loader(this::batch, workers, places(epoch, position).iterator());
  }

  /// The batches of one epoch. Close it.
  public Loader epoch(int epoch) {
    return new Loader(this::batch, workers, places(epoch, 0).limit(batchesPerEpoch()).iterator());
  }

  private Stream<Place> places(int epoch, int position) {
    var first = new Place(epoch, position, order(epoch));
    return Stream.iterate(first, this::after);
  }

  private Place after(Place place) {
    int next = place.position() + 1;
    return next < batchesPerEpoch()
        ? new Place(place.epoch(), next, place.order())
        : new Place(place.epoch() + 1, 0, order(place.epoch() + 1));
  }

  /// @param order of all pictures in the epoch
  @SuppressWarnings("ArrayRecordComponent") // shared by an epoch's places
  record Place(int epoch, int position, int[] order) {}

  private int[] order(int epoch) {
    return plan.order() == Order.BY_NUMBER
        ? IntStream.range(0, pictures.size()).toArray()
        : RandomStream.of(plan.seed(), epoch).permutation(pictures.size());
  }

  private ImageBatch batch(Place place) {
    int from = place.position() * plan.batchSize();
    int to = Math.min(from + plan.batchSize(), place.order().length);
    var numbers = Arrays.copyOfRange(place.order(), from, to);
    var labels = Arrays.stream(numbers).map(pictures::label).toArray();
    var filled = new ArrayList<float[]>();
    int channels = 0;
    for (int row = 0; row < numbers.length; row++) {
      if (Thread.currentThread().isInterrupted()) throw new CancellationException();
      var picture = pictures.picture(numbers[row]);
      if (row == 0) {
        channels = picture.channels();
        for (var view : views)
          filled.add(new float[numbers.length * channels * view.height() * view.width()]);
      }
      if (picture.channels() != channels)
        throw new PictureException(
            "%s: has %d channels, others have %d; read all the same way"
                .formatted(pictures.name(numbers[row]), picture.channels(), channels));
      for (int view = 0; view < views.size(); view++) {
        var random = RandomStream.of(plan.seed(), place.epoch(), numbers[row], view);
        fill(numbers[row], views.get(view), picture, random, filled.get(view), row);
      }
    }
    return new ImageBatch(place.epoch(), place.position(), numbers, labels, channels, filled);
  }

  private void fill(
      int number, View view, Picture picture, RandomStream random, float[] into, int row) {
    var changed = view.augmentation().apply(picture, random);
    if (changed.height() != view.height()
        || changed.width() != view.width()
        || changed.channels() != picture.channels())
      throw new PictureException(
          "%s: is %s after %s, expected %d x %d; add a Resize"
              .formatted(
                  pictures.name(number),
                  changed,
                  view.augmentation(),
                  view.height(),
                  view.width()));
    view.normalisation().apply(changed, into, row * changed.samples().length);
  }
}
