package dev.uvaha.lab.toy;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.Parameter;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.Moments;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Schedule;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The toy task learnt step by step, for those who watch: what [ToyExperiment] trains to its end,
/// with a rate that stays, so that one may look at any time and go on.
///
/// For one thread at a time.
public final class ToyTraining implements AutoCloseable {
  /// Sequences that are learnt from, over and over.
  private static final int TRAINING = 5_000;

  /// Sequences of the test error, the examples among them.
  private static final int TEST = 50;

  private static final int BATCH = 25;

  /// Two trainings that begin at once must not draw from one another's random sequence.
  private static final Object BEGINNING = new Object();

  /// What is trained.
  ///
  /// @param rate of Adam, after a short warm-up
  /// @param seed of the parameters and of the sequences
  public record Setting(Pairing pairing, ToyNetwork.Kind network, double rate, long seed) {
    /// Fleuret's own rate is 0.001.
    public Setting {
      if (!(rate > 0 && rate <= 1))
        throw new IllegalArgumentException("the rate must be in (0, 1], got " + rate);
    }
  }

  /// What the network makes of a sequence that it never learns from.
  ///
  /// @param prediction [ToySequence#LENGTH] numbers
  /// @param attention where each position looks, `[T][T]`; empty if the network does not attend
  @SuppressWarnings("ArrayRecordComponent") // plain numbers are the point
  public record Example(ToySequence sequence, float[] prediction, Optional<float[][]> attention) {}

  private final ToyTask task;
  private final List<ToySequence> test;
  private final Schedule schedule;
  private final Moments moments;
  private final Iterator<DrawnBatch<List<ToySequence>>> batches;
  private long steps;

  private ToyTraining(ToyTask task, Setting setting) {
    this.task = task;
    test = ToyTask.draw(setting.pairing(), TEST, ToyExperiment.TEST_SEED);
    schedule = new Schedule.Constant(setting.rate(), ToySize.WARMUP);
    moments = new Moments(new Optimizer.Adam(0.9, 0.999, 1e-8, 0), task.network().parameters());
    batches = task.batches(BatchCursor.START);
  }

  /// Begins with fresh parameters; no step is taken yet.
  public static ToyTraining begin(Setting setting) {
    var size = new ToySize(TRAINING, TEST, BATCH, setting.rate(), new ToySize.Steps(1, 1));
    synchronized (BEGINNING) {
      Randomness.seed(setting.seed());
      var network = ToyNetwork.create(setting.network());
      return new ToyTraining(
          ToyTask.create(network, setting.pairing(), size, setting.seed()), setting);
    }
  }

  /// How many numbers are trained.
  public long parameterCount() {
    return task.network().parameterCount();
  }

  /// How many steps were taken.
  public long steps() {
    return steps;
  }

  /// How many examples there are to look at.
  public int examples() {
    return test.size();
  }

  /// Learns from the next batch.
  ///
  /// @return the batch's mean squared error before the step
  public double step() {
    var parameters = task.network().parameters().values();
    try (var _ = TensorScope.open()) {
      var loss = task.loss(batches.next().batch(), Mode.TRAINING);
      loss.sum().backward();
      steps++;
      moments.update(schedule.rate(steps), 1.0 / loss.tokens());
      parameters.forEach(Parameter::clearGradient);
      return loss.sum().item() / loss.tokens();
    }
  }

  /// The mean squared error on the sequences that are never learnt from.
  public double testError() {
    return looking(() -> task.error(test));
  }

  /// What the network makes of a sequence now.
  ///
  /// @param number 0 to [#examples] - 1
  public Example example(int number) {
    var sequence = test.get(number);
    return looking(() -> {
      var output = task.predict(List.of(sequence));
      return new Example(
          sequence, output.prediction().toFloats(), output.attention().map(ToyTraining::matrix));
    });
  }

  private static float[][] matrix(Tensor weights) {
    var values = weights.toFloats();
    var rows = new float[ToySequence.LENGTH][ToySequence.LENGTH];
    for (var t = 0; t < rows.length; t++)
      System.arraycopy(values, t * ToySequence.LENGTH, rows[t], 0, ToySequence.LENGTH);
    return rows;
  }

  private static <R> R looking(Supplier<R> body) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        return body.get();
      }
    });
  }

  @Override
  public void close() {
    moments.close();
  }
}
