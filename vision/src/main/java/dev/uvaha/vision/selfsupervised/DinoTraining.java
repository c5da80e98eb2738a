package dev.uvaha.vision.selfsupervised;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.models.vit.DinoLoss;
import dev.uvaha.models.vit.DinoPair;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.vision.BatchFeed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Learns to tell what a slower copy sees in another view of the same picture (Caron et al. 2021,
/// algorithm 1). The labels are looked at for the measure alone: how many held-out pictures their
/// nearest neighbours classify rightly.
///
/// The teacher follows the student before a step instead of after it: the same sequence, and all of
/// it is in the state that is saved between steps.
final class DinoTraining implements EncoderTraining {
  private static final int LARGE_VIEWS = 2;

  private final DinoPair model;
  private final Method.Distilled method;
  private final long steps;
  private final BatchFeed training;
  private final BatchFeed heldOut;
  private final NeighbourPictures neighbours;

  /// @param steps of the whole training, over which the teacher's momentum rises
  /// @param training of two large views and the method's small ones
  /// @param heldOut of the same views, in its order
  DinoTraining(
      DinoPair model,
      Method.Distilled method,
      long steps,
      BatchFeed training,
      BatchFeed heldOut,
      NeighbourPictures neighbours) {
    this.model = model;
    this.method = method;
    this.steps = steps;
    this.training = training;
    this.heldOut = heldOut;
    this.neighbours = neighbours;
  }

  @Override
  public DinoPair model() {
    return model;
  }

  @Override
  public Iterator<DrawnBatch<ImageBatch>> batches(BatchCursor from) {
    return training.from(from);
  }

  @Override
  public LossSum loss(ImageBatch batch, Mode mode) {
    long step = mode == Mode.TRAINING ? training.step(batch) : steps;
    if (mode == Mode.TRAINING && step > 0)
      model.teacher().follow(model.student(), method.momentum(step - 1, steps));
    var large = views(batch, 0, LARGE_VIEWS, side()); // [2B, C, side, side]
    var told = model.teacher().forward(large, mode).to(DataType.FLOAT32);
    var seen = new ArrayList<>(split(model.student().forward(large, mode), batch));
    if (method.views() > 0) {
      var small = views(batch, LARGE_VIEWS, method.views(), method.viewSide());
      seen.addAll(split(model.student().forward(small, mode), batch));
    }
    var loss =
        new DinoLoss(method.studentTemperature(), temperature(step))
            .forward(seen, split(told, batch), model.teacher().centre().value().copy());
    if (mode == Mode.TRAINING) model.teacher().centre(told, method.centring());
    return LossSum.ofMean(loss, batch.size());
  }

  private double temperature(long step) {
    return method.teacherTemperature().at(step);
  }

  private int side() {
    return model.student().config().encoder().patches().imageSize();
  }

  private static Tensor views(ImageBatch batch, int first, int count, int side) {
    var views = new ArrayList<Tensor>();
    for (int view = first; view < first + count; view++)
      views.add(BatchFeed.pixels(batch, view, side));
    return Tensors.concatenate(0, views);
  }

  private static List<Tensor> split(Tensor scores, ImageBatch batch) {
    return Tensors.split(scores, batch.size(), 0);
  }

  /// How the teacher sees held-out pictures, by the temperature that it has in the end.
  TeacherOutput output() {
    try (var _ = TensorScope.open()) {
      return Autograd.noGradient(() -> {
        var targets = new ArrayList<Tensor>();
        for (var batch : heldOut.all()) {
          var scores = model.teacher().forward(views(batch, 0, 1, side()), Mode.INFERENCE);
          targets.add(
              scores
                  .subtract(model.teacher().centre().value())
                  .divide(temperature(steps))
                  .softmax(1));
        }
        return TeacherOutput.of(Tensors.concatenate(0, targets));
      });
    }
  }

  @Override
  public Iterable<ImageBatch> validation() {
    return heldOut.all();
  }

  @Override
  public OptionalDouble metric() {
    return OptionalDouble.of(neighbours.accuracy(model.teacher().network().encoder()));
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(training.batchesPerEpoch());
  }

  @Override
  public long fingerprint() {
    return training.fingerprint();
  }

  @Override
  public void close() {
    training.close();
  }
}
