package dev.uvaha.translation.recipe;

import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Precision;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.recipe.CheckpointRecipe;
import dev.uvaha.training.recipe.LimitRecipe;
import dev.uvaha.training.recipe.Numbers;
import dev.uvaha.training.recipe.OptimizerRecipe;
import dev.uvaha.training.recipe.ScheduleRecipe;
import dev.uvaha.training.recipe.ScheduleRecipe.Decay;

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
      CheckpointRecipe.checkInterval("report", report);
      if (!(labelSmoothing >= 0 && labelSmoothing < 1))
        throw new IllegalArgumentException(
            "labelSmoothing must be in [0, 1), got " + labelSmoothing);
    }
  }

  /// How the model is watched while it learns.
  ///
  /// @param every steps between two validations
  /// @param sentences how many are translated each time to measure BLEU and chrF; 0 for none
  /// @param criterion what makes a checkpoint the best
  public record ValidationRecipe(
      long every, int sentences, CheckpointConfig.Criterion criterion, SearchRecipe search) {
    public ValidationRecipe {
      CheckpointRecipe.checkInterval("every", every);
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

  public TrainingRecipe {
    schedule.of(learningRate, limits); // refuses what does not go together
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
        optimizer.optimizer(),
        schedule.of(learningRate, limits),
        new StepConfig(step.accumulation(), step.clipping(), step.precision().precision()),
        new Intervals(step.report(), validation.every(), checkpoints.every()),
        checkpoints.config(validation.criterion()),
        limits.limits(),
        seed);
  }

  /// The same with [Numbers#AUTO] settled for this machine, as a run is to keep it.
  TrainingRecipe settled() {
    var settledStep =
        new StepRecipe(
            step.accumulation(),
            step.clipping(),
            step.precision().settled(),
            step.labelSmoothing(),
            step.report());
    return new TrainingRecipe(
        learningRate, schedule, optimizer, settledStep, validation, checkpoints, limits.settled());
  }
}
