package dev.uvaha.finetuning;

import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.recipe.Numbers;
import dev.uvaha.training.recipe.OptimizerRecipe;

/// How the classifier learns.
///
/// @param learningRate the highest, from which it falls in a straight line to 0
/// @param warmup the share of the steps over which it rises first
/// @param epochs passes over the examples
/// @param auxiliary how much predicting the next token counts beside the classes
/// @param validate how often an epoch is validated
public record TrainingRecipe(
    double learningRate,
    double warmup,
    int epochs,
    double auxiliary,
    Numbers precision,
    int validate,
    OptimizerRecipe optimizer) {
  private static final int REPORT = 20;

  public TrainingRecipe {
    if (!(learningRate > 0) || !(warmup >= 0 && warmup < 1) || !(auxiliary >= 0))
      throw new IllegalArgumentException(
          "learningRate must be above 0, warmup in [0, 1), auxiliary 0 or more, got %s, %s and %s"
              .formatted(learningRate, warmup, auxiliary));
    if (epochs < 1 || validate < 1)
      throw new IllegalArgumentException(
          "epochs and validate must be 1 or more, got %d and %d".formatted(epochs, validate));
  }

  /// As published (Radford et al. 2018, section 4.1).
  public static TrainingRecipe plain() {
    return new TrainingRecipe(
        6.25e-5,
        0.002,
        3,
        0.5,
        Numbers.AUTO,
        2,
        new OptimizerRecipe(OptimizerRecipe.Algorithm.ADAMW, 0.9, 0.999, 1e-8, 0.01));
  }

  /// In the training module's words.
  ///
  /// @param batches of an epoch
  TrainingConfig config(int batches, long seed) {
    var steps = (long) epochs * batches;
    var every = Math.max(1, batches / validate);
    return new TrainingConfig(
        optimizer.optimizer(),
        new Schedule.Linear(learningRate, Math.min(steps - 1, Math.round(warmup * steps)), steps),
        new StepConfig(1, 1, precision.precision()),
        new Intervals(REPORT, every, every),
        new CheckpointConfig(0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.METRIC, 0),
        Limits.steps(steps),
        seed);
  }

  /// The same with what was left to the machine settled.
  TrainingRecipe settled() {
    return new TrainingRecipe(
        learningRate, warmup, epochs, auxiliary, precision.settled(), validate, optimizer);
  }
}
