package dev.uvaha.training;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.nn.Dropout;
import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensors;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// Learns that 5 n + 2 follows n, modulo 13, by an embedding, dropout and a linear map.
record ToyTask(Model model, Data data, Runnable onLoss, DoubleSupplier metricOf)
    implements TrainingTask<ToyTask.Batch> {
  static final int VOCABULARY = 13;
  static final int WIDTH = 7;
  static final int EPOCH = 5;
  static final long SEED = 20_261_123;
  private static final int NOTHING_IGNORED = -100;

  record Batch(List<Integer> numbers) {
    int[] ids() {
      return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    int[] targets() {
      return java.util.Arrays.stream(ids()).map(id -> (5 * id + 2) % VOCABULARY).toArray();
    }
  }

  record Model(Embedding embedding, Dropout dropout, Linear output) implements Layer {
    @Override
    public void describe(Description description) {
      description.layer("embedding", embedding).layer("output", output);
    }
  }

  /// Batches of different sizes, each a pure function of its place.
  interface Data {
    Batch at(BatchCursor cursor);

    static Batch random(BatchCursor cursor) {
      var random = new Random(SEED + 31L * cursor.epoch() + cursor.position());
      return new Batch(random.ints(3 + random.nextInt(17), 0, VOCABULARY).boxed().toList());
    }
  }

  static Model model(double dropout) {
    Randomness.seed(SEED);
    return new Model(
        Embedding.create(VOCABULARY, WIDTH),
        new Dropout(dropout),
        Linear.create(WIDTH, VOCABULARY));
  }

  static ToyTask withDropout() {
    return new ToyTask(model(0.3), Data::random, () -> {}, () -> Double.NaN);
  }

  static ToyTask withoutDropout(Data data) {
    return new ToyTask(model(0), data, () -> {}, () -> Double.NaN);
  }

  ToyTask onLoss(Runnable action) {
    return new ToyTask(model, data, action, metricOf);
  }

  ToyTask metricOf(DoubleSupplier metric) {
    return new ToyTask(model, data, onLoss, metric);
  }

  @Override
  public Iterator<DrawnBatch<Batch>> batches(BatchCursor from) {
    return Stream.iterate(from, ToyTask::after)
        .map(at -> new DrawnBatch<>(data.at(at), after(at)))
        .iterator();
  }

  private static BatchCursor after(BatchCursor at) {
    return at.position() + 1 < EPOCH
        ? new BatchCursor(at.epoch(), at.position() + 1)
        : new BatchCursor(at.epoch() + 1, 0);
  }

  @Override
  public LossSum loss(Batch batch, Mode mode) {
    onLoss.run();
    var ids = Tensors.indices(batch.ids(), batch.ids().length);
    var targets = Tensors.indices(batch.targets(), batch.ids().length);
    var hidden = model.dropout().forward(model.embedding().forward(ids), mode);
    var logits = model.output().forward(hidden);
    return LossSum.ofMean(
        Loss.crossEntropy(logits, targets, 0, NOTHING_IGNORED), batch.ids().length);
  }

  @Override
  public Iterable<Batch> validation() {
    return List.of(
        Data.random(new BatchCursor(1_000_003, 0)), Data.random(new BatchCursor(1_000_003, 1)));
  }

  @Override
  public OptionalDouble metric() {
    var value = metricOf.getAsDouble();
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(EPOCH);
  }

  @Override
  public long fingerprint() {
    return SEED;
  }

  static TrainingConfig config(long steps) {
    return TrainingConfig.of(new Schedule.InverseSquareRoot(0.05, 7), Limits.steps(steps), SEED)
        .with(new StepConfig(2, 1, Precision.FLOAT32))
        .with(new Intervals(3, 7, 5))
        .with(
            new CheckpointConfig(
                3, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0));
  }
}
