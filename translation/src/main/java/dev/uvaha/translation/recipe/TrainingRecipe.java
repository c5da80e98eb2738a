package dev.uvaha.translation.recipe;

import dev.uvaha.tensor.Device;
import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import java.time.Duration;

/// How the model learns.
///
/// @param learningRate the highest, reached at the end of the warm-up
public record TrainingRecipe(
    double learningRate,
    ScheduleRecipe schedule,
    OptimizerRecipe optimizer,
    StepRecipe step,
    ValidationRecipe validation,
    CheckpointRecipe checkpoints,
    LimitRecipe limits) {
  private static final double HOUR = 60;

  /// How the learning rate goes on after its warm-up.
  ///
  /// @param warmup steps of linear rise
  /// @param floor the share of the learning rate that a cosine ends at, at the limit of steps or of
  ///   time
  public record ScheduleRecipe(Decay decay, long warmup, double floor) {}

  /// What becomes of the learning rate.
  public enum Decay {
    INVERSE_SQUARE_ROOT,
    COSINE,
    CONSTANT
  }

  /// How a gradient changes its parameter.
  ///
  /// @param decay of the weights
  public record OptimizerRecipe(
      Algorithm algorithm, double beta1, double beta2, double epsilon, double decay) {
    /// Which one.
    public enum Algorithm {
      ADAMW,
      ADAM
    }

    public OptimizerRecipe {
      new Optimizer.Adam(beta1, beta2, epsilon, decay); // refuses what neither can use
    }
  }

  /// What one step does.
  ///
  /// @param accumulation batches added up before the parameters change
  /// @param clipping the longest gradient
  /// @param labelSmoothing the share of the mass spread over all tokens
  /// @param report steps between two reports
  public record StepRecipe(
      int accumulation, double clipping, Numbers precision, double labelSmoothing, long report) {
    public StepRecipe {
      new StepConfig(accumulation, clipping, Precision.FLOAT32); // refuses what it cannot use
      checkInterval("report", report);
      if (!(labelSmoothing >= 0 && labelSmoothing < 1))
        throw new IllegalArgumentException(
            "labelSmoothing must be in [0, 1), got " + labelSmoothing);
    }
  }

  /// In which numbers the forward pass is computed.
  public enum Numbers {
    /// The faster of the others on the machine.
    AUTO,
    FLOAT32,
    BFLOAT16
  }

  /// How the model is watched while it learns.
  ///
  /// @param every steps between two validations
  /// @param sentences how many are translated each time to measure BLEU and chrF; 0 for none
  /// @param criterion what makes a checkpoint the best
  public record ValidationRecipe(
      long every, int sentences, CheckpointConfig.Criterion criterion, SearchRecipe search) {
    public ValidationRecipe {
      checkInterval("every", every);
      if (sentences < 0)
        throw new IllegalArgumentException("sentences must be 0 or more, got " + sentences);
      if (sentences == 0 && criterion == CheckpointConfig.Criterion.METRIC)
        throw new IllegalArgumentException(
            "criterion: metric is the BLEU of translated sentences, but sentences is 0");
    }
  }

  /// How validation looks for translations.
  ///
  /// @param beam hypotheses kept; 1 is greedy
  /// @param alpha strength of the length penalty
  public record SearchRecipe(int beam, double alpha) {
    public SearchRecipe {
      if (beam < 1) throw new IllegalArgumentException("beam must be 1 or more, got " + beam);
      if (!(alpha >= 0 && alpha <= 5))
        throw new IllegalArgumentException("alpha must be in [0, 5], got " + alpha);
    }
  }

  /// What is saved.
  ///
  /// @param every steps between two saved states
  /// @param keep checkpoints kept and averaged; 0 for none
  /// @param patience validations without a better one before training stops; 0 for never
  public record CheckpointRecipe(long every, int keep, CheckpointConfig.Kept kept, int patience) {
    public CheckpointRecipe {
      checkInterval("every", every);
      new CheckpointConfig(keep, kept, CheckpointConfig.Criterion.LOSS, patience); // likewise
    }
  }

  /// When training ends: at whichever comes first; 0 is no limit. Without any, after an hour.
  public record LimitRecipe(long steps, int epochs, double minutes) {
    public LimitRecipe {
      if (steps < 0 || epochs < 0 || !(minutes >= 0 && minutes < 1e9))
        throw new IllegalArgumentException(
            "limits must not be negative: steps=%d, epochs=%d, minutes=%s"
                .formatted(steps, epochs, minutes));
    }

    private LimitRecipe settled() {
      return steps == 0 && epochs == 0 && minutes == 0 ? new LimitRecipe(0, 0, HOUR) : this;
    }

    private Limits config() {
      return new Limits(
          steps == 0 ? Long.MAX_VALUE : steps,
          epochs == 0 ? Integer.MAX_VALUE : epochs,
          minutes == 0
              ? Limits.steps(1).time()
              : Duration.ofMillis(Math.max(1, Math.round(minutes * 60_000))));
    }
  }

  public TrainingRecipe {
    schedule(learningRate, schedule, limits);
  }

  /// What suits a small Transformer: AdamW, 1,000 steps of warm-up to 0.001 and an inverse square
  /// root, an hour at most.
  public static TrainingRecipe plain() {
    return new TrainingRecipe(
        0.001,
        new ScheduleRecipe(Decay.INVERSE_SQUARE_ROOT, 1000, 0),
        new OptimizerRecipe(OptimizerRecipe.Algorithm.ADAMW, 0.9, 0.98, 1e-9, 0.01),
        new StepRecipe(1, 1.0, Numbers.AUTO, 0.1, 20),
        new ValidationRecipe(500, 200, CheckpointConfig.Criterion.LOSS, new SearchRecipe(1, 0)),
        new CheckpointRecipe(500, 5, CheckpointConfig.Kept.LAST, 0),
        new LimitRecipe(0, 0, 0));
  }

  /// The same with another learning rate.
  public TrainingRecipe withLearningRate(double rate) {
    return new TrainingRecipe(rate, schedule, optimizer, step, validation, checkpoints, limits);
  }

  /// The same within other limits.
  public TrainingRecipe with(LimitRecipe other) {
    return new TrainingRecipe(
        learningRate, schedule, optimizer, step, validation, checkpoints, other);
  }

  /// In the training module's words.
  TrainingConfig config(long seed) {
    return new TrainingConfig(
        switch (optimizer.algorithm()) {
          case ADAMW ->
              new Optimizer.AdamW(
                  optimizer.beta1(),
                  optimizer.beta2(),
                  optimizer.epsilon(),
                  optimizer.decay(),
                  Optimizer.Decayed.MATRICES);
          case ADAM ->
              new Optimizer.Adam(
                  optimizer.beta1(), optimizer.beta2(), optimizer.epsilon(), optimizer.decay());
        },
        schedule(learningRate, schedule, limits),
        new StepConfig(step.accumulation(), step.clipping(), precision()),
        new Intervals(step.report(), validation.every(), checkpoints.every()),
        new CheckpointConfig(
            checkpoints.keep(), checkpoints.kept(), validation.criterion(), checkpoints.patience()),
        limits.settled().config(),
        seed);
  }

  /// The same with [Numbers#AUTO] settled for this machine, as a run is to keep it.
  TrainingRecipe settled() {
    var settled =
        switch (precision()) {
          case FLOAT32 -> Numbers.FLOAT32;
          case BFLOAT16_MIXED -> Numbers.BFLOAT16;
        };
    var settledStep =
        new StepRecipe(
            step.accumulation(), step.clipping(), settled, step.labelSmoothing(), step.report());
    return new TrainingRecipe(
        learningRate, schedule, optimizer, settledStep, validation, checkpoints, limits.settled());
  }

  private static void checkInterval(String name, long steps) {
    if (steps < 1)
      throw new IllegalArgumentException(name + " must be 1 step or more, got " + steps);
  }

  private Precision precision() {
    return switch (step.precision()) {
      case AUTO -> Precision.best(Device.CPU);
      case FLOAT32 -> Precision.FLOAT32;
      case BFLOAT16 -> Precision.BFLOAT16_MIXED;
    };
  }

  private static Schedule schedule(double rate, ScheduleRecipe schedule, LimitRecipe limits) {
    return switch (schedule.decay()) {
      case INVERSE_SQUARE_ROOT -> new Schedule.InverseSquareRoot(rate, schedule.warmup());
      case CONSTANT -> new Schedule.Constant(rate, schedule.warmup());
      case COSINE -> {
        if (limits.steps() == 0)
          throw new IllegalArgumentException(
              "a cosine schedule needs limits.steps: it ends at that step");
        if (limits.steps() <= schedule.warmup())
          throw new IllegalArgumentException(
              "a cosine schedule needs limits.steps over schedule.warmup: steps=%d, warmup=%d"
                  .formatted(limits.steps(), schedule.warmup()));
        yield new Schedule.Cosine(rate, schedule.warmup(), limits.steps(), rate * schedule.floor());
      }
    };
  }
}
