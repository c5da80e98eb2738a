package dev.uvaha.lab.positions;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.PartTraining;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.positions.CopyTask.Sequences;
import dev.uvaha.tensor.Autograd;
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
import java.util.Random;

/// Sinusoids on paper, and sinusoidal, learned and rotary positions on a task.
public final class PositionsExperiment implements Experiment {
  private static final double RATE = 2e-3;
  private static final int REPORTS = 25;
  private static final long TEST_SEED = 999_983; // no training seed

  @Override
  public String name() {
    return "positions";
  }

  @Override
  public String title() {
    return "Positions: sinusoidal, learned, rotary, none";
  }

  @Override
  public String question() {
    return "The lecture adds a sinusoid to each word's embedding. The dot product of two of them should"
        + " depend on the offset alone, and near positions should be near. Then a small Transformer"
        + " encoder learns to name, at each position, the token 3 positions before, with no, sinusoidal,"
        + " learned and rotary positions, and is tested on sequences twice as long. Without positions it"
        + " can only guess; learned and sinusoidal ones should do alike where they were trained"
        + " (Vaswani et al. 2017, table 3, row E); what was learnt for a position should be worth"
        + " nothing at one never trained, where rotary positions, which know offsets alone, should go"
        + " on.";
  }

  @Override
  public Findings run(Study study) {
    return run(study, PositionsSize.of(study));
  }

  Findings run(Study study, PositionsSize size) {
    var results =
        study.compare(
            List.of(PositionKind.values()),
            kind -> kind.label,
            PositionsResult.class,
            (part, kind, seed) -> result(study, part, kind, size, seed));
    var findings =
        new Findings()
            .setting("task", "name the token %d positions before".formatted(CopyTask.BACK))
            .setting("tokens", CopyTask.VOCABULARY)
            .setting("trained length", size.length())
            .setting("tested up to length", size.longer())
            .setting("width", size.width())
            .setting("layers", size.layers())
            .setting("steps", size.steps())
            .setting("batch", size.batch())
            .setting("optimizer", "Adam, rate " + RATE);
    SinusoidMap.create().tell(findings);
    new PositionsReport(size, results).tell(findings);
    return findings;
  }

  private static PositionsResult result(
      Study study, String part, PositionKind kind, PositionsSize size, long seed) {
    Randomness.seed(seed);
    var task = new CopyTask(Copyist.create(kind, CopyTask.VOCABULARY, size), size, seed);
    var report = Math.max(1, size.steps() / REPORTS);
    var config =
        new TrainingConfig(
            new Optimizer.Adam(0.9, 0.98, 1e-9, 0),
            new Schedule.Cosine(RATE, size.steps() / 10, size.steps(), 0),
            new StepConfig(1, 1, Precision.FLOAT32),
            new Intervals(report, Long.MAX_VALUE, report),
            new CheckpointConfig(0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0),
            Limits.steps(size.steps()),
            seed);
    var losses = new PartTraining(study, part).train(task, config);
    var result = tested(task, size, losses);
    study
        .watch()
        .finished(
            part,
            String.format(
                Locale.ROOT,
                "accuracy %.3f, beyond %.3f",
                result.trained(),
                result.beyond(size.length())));
    return result;
  }

  private static PositionsResult tested(CopyTask task, PositionsSize size, List<Double> losses) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var random = new Random(TEST_SEED);
        var same = task.accuracy(Sequences.draw(size.tests(), size.length(), random));
        var longer = task.accuracy(Sequences.draw(size.tests(), size.longer(), random));
        return new PositionsResult(
            losses,
            Arrays.stream(longer).boxed().toList(),
            Arrays.stream(same).average().orElseThrow());
      }
    });
  }
}
