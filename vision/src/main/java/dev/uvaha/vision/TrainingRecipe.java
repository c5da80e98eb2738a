package dev.uvaha.vision;

import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.recipe.LimitRecipe;
import dev.uvaha.training.recipe.Numbers;
import dev.uvaha.training.recipe.OptimizerRecipe;

/// How a model learns.
///
/// @param learningRate the highest, from which half a cosine falls to 0
/// @param warmup the share of the steps over which it rises first
/// @param epochs passes over the pictures
/// @param minutes after which it ends at the latest, the cosine with it; 0 for no such limit
public record TrainingRecipe(
    double learningRate,
    double warmup,
    int epochs,
    double minutes,
    StepRecipe step,
    OptimizerRecipe optimizer,
    WatchRecipe validation) {
  /// What one step does.
  ///
  /// @param clipping the longest gradient
  /// @param labelSmoothing the share of the mass spread over all classes
  /// @param report steps between two reports
  public record StepRecipe(double clipping, double labelSmoothing, Numbers precision, int report) {
    public StepRecipe {
      new StepConfig(1, clipping, Precision.FLOAT32); // refuses what it cannot use
      if (!(labelSmoothing >= 0 && labelSmoothing < 1))
        throw new IllegalArgumentException(
            "labelSmoothing must be in [0, 1), got " + labelSmoothing);
      if (report < 1) throw new IllegalArgumentException("report must be 1 or more, got " + report);
    }
  }

  /// How the model is watched while it learns.
  ///
  /// @param times how often an epoch is validated, and saved
  /// @param keep how many of the last weights are averaged in the end; 0 for none
  public record WatchRecipe(int times, int keep) {
    public WatchRecipe {
      if (times < 1 || keep < 0)
        throw new IllegalArgumentException(
            "times must be 1 or more and keep 0 or more, got %d and %d".formatted(times, keep));
    }
  }

  public TrainingRecipe {
    if (!(learningRate > 0) || !(warmup >= 0 && warmup < 1))
      throw new IllegalArgumentException(
          "learningRate must be above 0 and warmup in [0, 1), got %s and %s"
              .formatted(learningRate, warmup));
    if (epochs < 1) throw new IllegalArgumentException("epochs must be 1 or more, got " + epochs);
    new LimitRecipe(0, epochs, minutes); // refuses what it cannot be
  }

  /// What suits a small ViT from scratch.
  static TrainingRecipe plain() {
    return new TrainingRecipe(
        0.001,
        0.05,
        10,
        0,
        new StepRecipe(1, 0.1, Numbers.AUTO, 20),
        new OptimizerRecipe(OptimizerRecipe.Algorithm.ADAMW, 0.9, 0.999, 1e-8, 0.05),
        new WatchRecipe(1, 0));
  }

  /// In the training module's words.
  ///
  /// @param batches of an epoch
  TrainingConfig config(int batches, long seed) {
    var steps = (long) epochs * batches;
    var every = Math.max(1, batches / validation.times());
    var rising = Math.min(steps - 1, Math.round(warmup * steps));
    return new TrainingConfig(
        optimizer.optimizer(),
        new Schedule.Cosine(learningRate, rising, steps, 0),
        new StepConfig(1, step.clipping(), step.precision().precision()),
        new Intervals(step.report(), every, every),
        new CheckpointConfig(
            validation.keep(), CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.METRIC, 0),
        new Limits(steps, Integer.MAX_VALUE, new LimitRecipe(0, epochs, minutes).limits().time()),
        seed);
  }

  /// The same with what was left to the machine settled.
  TrainingRecipe settled() {
    var settledStep =
        new StepRecipe(
            step.clipping(), step.labelSmoothing(), step.precision().settled(), step.report());
    return new TrainingRecipe(
        learningRate, warmup, epochs, minutes, settledStep, optimizer, validation);
  }
}
