package dev.uvaha.lab.toy;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.PartTraining;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Fleuret's toy task: two tasks, three networks.
public final class ToyExperiment implements Experiment {
  private static final int REPORTS = 24;

  /// The sequences that all are tested on; no training has this seed.
  static final long TEST_SEED = 1_000_003;

  private final Function<Study, ToySize> sizes;

  public ToyExperiment() {
    this(ToySize::of);
  }

  ToyExperiment(Function<Study, ToySize> sizes) {
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String title() {
    return "Fleuret's toy task: convolutions, attention, positions";
  }

  @Override
  public String question() {
    return "A sequence of 100 numbers has two triangles and two rectangles; each must become as high"
        + " as its pair is on average. In task 1 shapes of one kind are a pair, in task 2 the two"
        + " leftmost and the two rightmost. A convolution sees a window and cannot look for a"
        + " partner; attention looks anywhere, but without positions cannot tell left from right.";
  }

  @Override
  public Findings run(Study study) {
    var size = sizes.apply(study);
    var findings =
        new Findings()
            .setting("training sequences", size.training())
            .setting("test sequences", size.test())
            .setting("batch", size.batch() + " (published: 100)")
            .setting(
                "steps",
                String.format(
                    Locale.ROOT,
                    "%,d in task 1, %,d in task 2 (published: 62,500)",
                    size.steps().byKind(),
                    size.steps().bySide()))
            .setting("optimizer", "Adam, rate up to " + size.rate() + ", cosine (published: 0.001)")
            .setting("noise floor", ToyReport.rounded(ToySequence.NOISE_FLOOR));
    var trials = Arrays.stream(Pairing.values()).flatMap(Trial::of).toList();
    var results =
        study.compare(
            trials,
            Trial::key,
            ToyResult.class,
            (part, trial, seed) -> result(study, part, trial, size, seed));
    new ToyReport(size, results).tell(findings);
    return findings;
  }

  private static ToyResult result(Study study, String part, Trial trial, ToySize size, long seed) {
    Randomness.seed(seed);
    var task = ToyTask.create(ToyNetwork.create(trial.kind()), trial.pairing(), size, seed);
    var steps = size.steps().of(trial.pairing());
    var report = Math.max(1, steps / REPORTS);
    var config =
        new TrainingConfig(
            new Optimizer.Adam(0.9, 0.999, 1e-8, 0),
            new Schedule.Cosine(size.rate(), ToySize.WARMUP, steps, 0),
            new StepConfig(1, Double.POSITIVE_INFINITY, Precision.best(Device.CPU)),
            new Intervals(report, Long.MAX_VALUE, report),
            new CheckpointConfig(0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0),
            Limits.steps(steps),
            seed);
    var losses = new PartTraining(study, part).train(task, config);
    var result = tested(task, trial.pairing(), size, losses);
    study.watch().finished(part, "test error " + ToyReport.rounded(result.testError()));
    return result;
  }

  private static ToyResult tested(
      ToyTask task, Pairing pairing, ToySize size, List<Double> losses) {
    var test = ToyTask.draw(pairing, size.test(), TEST_SEED);
    return Autograd.noGradient(() -> {
      var squares = 0.0;
      for (var first = 0; first < test.size(); first += size.batch()) {
        try (var _ = TensorScope.open()) {
          var batch = test.subList(first, Math.min(first + size.batch(), test.size()));
          squares += task.error(batch) * batch.size();
        }
      }
      try (var _ = TensorScope.open()) {
        var output = task.predict(test.subList(0, 1));
        var attention =
            output.attention().map(weights -> rows(weights.toFloats())).orElse(List.of());
        return new ToyResult(
            task.network().parameterCount(),
            losses,
            squares / test.size(),
            doubles(output.prediction().toFloats()),
            attention);
      }
    });
  }

  private static List<List<Double>> rows(float[] matrix) {
    return IntStream.range(0, ToySequence.LENGTH)
        .mapToObj(t ->
            IntStream.range(0, ToySequence.LENGTH)
                .mapToObj(s -> (double) matrix[t * ToySequence.LENGTH + s])
                .toList())
        .toList();
  }

  static List<Double> doubles(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }
}
