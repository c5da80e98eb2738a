package dev.uvaha.benchmarks;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.TokenBatch;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.TrainingTask;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// A training step of a small GPT (10.8M parameters: 6 layers of 384, 65 characters), by the
/// Trainer that users have. The peer is `gpt_step.py`.
///
/// `--batch 16 --length 256 --layers 6 --width 384 --heads 6 --vocabulary 65 --dtype bfloat16
/// --warmup 3 --repeats 15 --seed 1`
public final class GptStep {
  private static final int INNER = 4; // times the width
  private static final double EPSILON = 1e-5;
  private static final int NO_PADDING = -100;
  private static final double RATE = 1e-3;
  private static final long NEVER = Long.MAX_VALUE;

  private GptStep() {}

  /// The sizes of the peer's model.
  record Size(int batch, int length, int layers, int width, int heads, int vocabulary) {
    static Size of(Arguments arguments) {
      return new Size(
          arguments.integer("batch", 16),
          arguments.integer("length", 256),
          arguments.integer("layers", 6),
          arguments.integer("width", 384),
          arguments.integer("heads", 6),
          arguments.integer("vocabulary", 65));
    }

    LanguageModel model() {
      return Gpt.create(
          new GptConfig(
              vocabulary,
              layers,
              heads,
              width,
              INNER * width,
              length,
              Activation.GELU,
              EPSILON,
              0));
    }
  }

  /// The same ids in every step, so that the loss falls.
  record Task(LanguageModel model, TokenBatch ids) implements TrainingTask<TokenBatch> {
    static Task create(Size size, long seed) {
      var random = new Random(seed);
      var inputs = ids(size, random);
      return new Task(
          size.model(),
          new TokenBatch(
              size.batch(), size.length(), inputs, ids(size, random), new int[inputs.length]));
    }

    private static int[] ids(Size size, Random random) {
      return random.ints((long) size.batch() * size.length(), 0, size.vocabulary()).toArray();
    }

    @Override
    public Iterator<DrawnBatch<TokenBatch>> batches(BatchCursor from) {
      return Stream.generate(() -> new DrawnBatch<>(ids, BatchCursor.START)).iterator();
    }

    @Override
    public List<TokenBatch> halves(TokenBatch batch) {
      return batch.halves();
    }

    @Override
    public LossSum loss(TokenBatch batch, Mode mode) {
      var lengths = new int[batch.rows()];
      Arrays.fill(lengths, batch.columns());
      var logits = model.forward(tensor(batch, batch.inputs()), lengths, mode, Trace.none());
      var targets = tensor(batch, batch.targets());
      return LossSum.ofMean(Loss.crossEntropy(logits, targets, 0, NO_PADDING), batch.tokens());
    }

    private static Tensor tensor(TokenBatch batch, int[] ids) {
      return Tensors.indices(ids, batch.rows(), batch.columns());
    }
  }

  /// Prints median and quartiles of a step, and the peak memory.
  public static void main(String[] args) throws IOException {
    var arguments = Arguments.of(args);
    var repeats = Repeats.of(arguments, 15);
    var precision = DataTypes.precision(arguments.text("dtype").orElse("bfloat16"));
    var seed = arguments.integer("seed", 1);
    Randomness.seed(seed);
    var task = Task.create(Size.of(arguments), seed);
    var clock = new StepClock(repeats.warmup());
    var config = config(precision, repeats.warmup() + repeats.measured(), seed);
    try (var folder = TemporaryFolder.create("gpt")) {
      var run = Run.create(folder.path(), RunContents.none());
      new Trainer<>(task, config, List.of(clock)).train(run, new StopSignal());
    }
    clock.timings().print("gpt_step", Timings.Unit.MILLISECONDS, said(task, clock, precision));
  }

  /// What the peer does: PyTorch's defaults of AdamW, clipping at 1.
  static TrainingConfig config(Precision precision, long steps, long seed) {
    return new TrainingConfig(
        new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.1, Optimizer.Decayed.EVERYTHING),
        new Schedule.Constant(RATE, 0),
        new StepConfig(1, 1, precision),
        new Intervals(NEVER, NEVER, NEVER),
        new CheckpointConfig(0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0),
        Limits.steps(steps),
        seed);
  }

  private static Map<String, Object> said(Task task, StepClock clock, Precision precision) {
    var said = new LinkedHashMap<String, Object>();
    said.put("dtype", precision == Precision.FLOAT32 ? "float32" : "bfloat16");
    said.put("parameters", task.model().parameterCount());
    said.put("batch", task.ids().rows());
    said.put("length", task.ids().columns());
    said.put("first_loss", clock.losses().getFirst());
    said.put("last_loss", clock.losses().getLast());
    clock.peakMegabytes().ifPresent(megabytes -> said.put("peak_rss_mb", megabytes));
    return said;
  }
}
