package dev.uvaha.vision.selfsupervised;

import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.CheckpointConfig.Criterion;
import dev.uvaha.training.CheckpointConfig.Kept;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Precision;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.recipe.CheckpointRecipe;
import dev.uvaha.training.recipe.LimitRecipe;
import dev.uvaha.training.recipe.Numbers;
import dev.uvaha.training.recipe.OptimizerRecipe;
import dev.uvaha.training.recipe.ScheduleRecipe;

/// How an encoder learns.
///
/// @param learningRate the highest, reached at the end of the warm-up
/// @param validate steps between two validations, after each of which the state is saved
public record TrainingRecipe(
    double learningRate,
    ScheduleRecipe schedule,
    OptimizerRecipe optimizer,
    StepRecipe step,
    long validate,
    LimitRecipe limits) {
  /// What one step does.
  ///
  /// @param clipping the longest gradient
  /// @param report steps between two reports
  public record StepRecipe(double clipping, Numbers precision, long report) {
    public StepRecipe {
      new StepConfig(1, clipping, Precision.FLOAT32); // refuses what it cannot use
      CheckpointRecipe.checkInterval("report", report);
    }
  }

  public TrainingRecipe {
    CheckpointRecipe.checkInterval("validate", validate);
    schedule.of(learningRate, limits); // refuses what does not go together
  }

  /// AdamW with a second moment of 0.95, as of masked autoencoders, and a cosine to 0.
  static TrainingRecipe plain() {
    return new TrainingRecipe(
        0.001,
        new ScheduleRecipe(ScheduleRecipe.Decay.COSINE, 200, 0),
        new OptimizerRecipe(OptimizerRecipe.Algorithm.ADAMW, 0.9, 0.95, 1e-8, 0.05),
        new StepRecipe(1, Numbers.AUTO, 20),
        500,
        new LimitRecipe(4000, 0, 0));
  }

  /// In the training module's words: of all weights, the best by a criterion are kept.
  TrainingConfig config(Criterion criterion, long seed) {
    return new TrainingConfig(
        optimizer.optimizer(),
        schedule.of(learningRate, limits),
        new StepConfig(1, step.clipping(), step.precision().precision()),
        new Intervals(step.report(), validate, validate),
        new CheckpointConfig(0, Kept.LAST, criterion, 0),
        limits.limits(),
        seed);
  }

  /// The same with what was left to the machine settled.
  TrainingRecipe settled() {
    return new TrainingRecipe(
        learningRate,
        schedule,
        optimizer,
        new StepRecipe(step.clipping(), step.precision().settled(), step.report()),
        validate,
        limits.settled());
  }
}
