package dev.uvaha.benchmarks;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.images.batches.ImageBatch;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitConfig;
import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingTask;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A training step of a small ViT (1.2M parameters: 6 layers of 128), by the Trainer that users
/// have. The peer is `vit_step.py`.
///
/// `--batch 128 --size 32 --patch 4 --channels 3 --layers 6 --width 128 --heads 4 --labels 10
/// --dtype bfloat16 --warmup 5 --repeats 30 --seed 1`
public final class VitStep {
  private static final int INNER = 4; // times the width
  private static final double EPSILON = 1e-6;
  private static final double SMOOTHING = 0.1;
  private static final int NO_PADDING = -100;

  private VitStep() {}

  /// The sizes of the peer's model.
  record Size(
      int batch, int size, int patch, int channels, int layers, int width, int heads, int labels) {
    static Size of(Arguments arguments) {
      return new Size(
          arguments.integer("batch", 128),
          arguments.integer("size", 32),
          arguments.integer("patch", 4),
          arguments.integer("channels", 3),
          arguments.integer("layers", 6),
          arguments.integer("width", 128),
          arguments.integer("heads", 4),
          arguments.integer("labels", 10));
    }

    Vit model() {
      var encoder =
          new VitEncoderConfig(
              new Patches(size, patch, channels),
              layers,
              new BlockConfig(width, heads, INNER * width, Activation.GELU, NormOrder.PRE, 0),
              Biases.ALL,
              PositionKind.LEARNED,
              Pooling.CLASS_TOKEN,
              EPSILON);
      return Vit.create(VitConfig.of(encoder, labels));
    }
  }

  /// The same pictures of noise in every step, so that the loss falls.
  record Task(Vit model, Size size, ImageBatch pictures) implements TrainingTask<ImageBatch> {
    static Task create(Size size, long seed) {
      var random = new Random(seed);
      var pixels = new float[size.batch() * size.channels() * size.size() * size.size()];
      for (var i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
      var labels = random.ints(size.batch(), 0, size.labels()).toArray();
      var numbers = IntStream.range(0, size.batch()).toArray();
      return new Task(
          size.model(),
          size,
          new ImageBatch(0, 0, numbers, labels, size.channels(), List.of(pixels)));
    }

    @Override
    public Iterator<DrawnBatch<ImageBatch>> batches(BatchCursor from) {
      return Stream.generate(() -> new DrawnBatch<>(pictures, BatchCursor.START)).iterator();
    }

    @Override
    public List<ImageBatch> halves(ImageBatch batch) {
      return batch.halves();
    }

    @Override
    public LossSum loss(ImageBatch batch, Mode mode) {
      var pixels =
          Tensors.of(batch.pictures(), batch.size(), batch.channels(), size.size(), size.size());
      var logits = model.forward(pixels, mode);
      var labels = Tensors.indices(batch.labels(), batch.size());
      return LossSum.ofMean(Loss.crossEntropy(logits, labels, SMOOTHING, NO_PADDING), batch.size());
    }
  }

  /// Prints pictures a second, median and quartiles of a step, and the peak memory.
  public static void main(String[] args) throws IOException {
    var arguments = Arguments.of(args);
    var repeats = Repeats.of(arguments, 30);
    var precision = DataTypes.precision(arguments.text("dtype").orElse("bfloat16"));
    var seed = arguments.integer("seed", 1);
    Randomness.seed(seed);
    var task = Task.create(Size.of(arguments), seed);
    var clock = new StepClock(repeats.warmup());
    var config = GptStep.config(precision, repeats.warmup() + repeats.measured(), seed);
    try (var folder = TemporaryFolder.create("vit")) {
      var run = Run.create(folder.path(), RunContents.none());
      new Trainer<>(task, config, List.of(clock)).train(run, new StopSignal());
    }
    clock.timings().print("vit_step", Timings.Unit.MILLISECONDS, said(task, clock, precision));
  }

  private static Map<String, Object> said(Task task, StepClock clock, Precision precision) {
    var said = new LinkedHashMap<String, Object>();
    said.put("pictures_per_second", Math.round(clock.tokensPerSecond()));
    said.put("dtype", precision == Precision.FLOAT32 ? "float32" : "bfloat16");
    said.put("parameters", task.model().parameterCount());
    said.put("batch", task.size().batch());
    said.put("first_loss", clock.losses().getFirst());
    said.put("last_loss", clock.losses().getLast());
    clock.peakMegabytes().ifPresent(megabytes -> said.put("peak_rss_mb", megabytes));
    return said;
  }
}
