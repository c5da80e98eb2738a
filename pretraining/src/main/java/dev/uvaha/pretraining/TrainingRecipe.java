package dev.uvaha.pretraining;

import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.LanguageModelTask.Activations;
import dev.uvaha.training.Precision;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.recipe.CheckpointRecipe;
import dev.uvaha.training.recipe.LimitRecipe;
import dev.uvaha.training.recipe.Numbers;
import dev.uvaha.training.recipe.OptimizerRecipe;
import dev.uvaha.training.recipe.ScheduleRecipe;

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
  /// @param activations what the forward pass keeps
  /// @param report steps between two reports
  public record StepRecipe(
      int accumulation, double clipping, Numbers precision, Activations activations, long report) {
    public StepRecipe {
      new StepConfig(accumulation, clipping, Precision.FLOAT32); // refuses what it cannot use
      CheckpointRecipe.checkInterval("report", report);
    }
  }

  /// How the model is watched while it learns.
  ///
  /// @param every steps between two validations
  /// @param batches how many batches of the held-out text are looked at; 0 for all of it
  public record ValidationRecipe(long every, int batches) {
    public ValidationRecipe {
      CheckpointRecipe.checkInterval("every", every);
      if (batches < 0)
        throw new IllegalArgumentException("batches must be 0 or more, got " + batches);
    }
  }

  public TrainingRecipe {
    schedule.of(learningRate, limits); // refuses what does not go together
  }

  /// What suits a small GPT: AdamW, 100 steps of warm-up to 0.001, constant from there on, an hour
  /// at most.
  public static TrainingRecipe plain() {
    return new TrainingRecipe(
        0.001,
        new ScheduleRecipe(ScheduleRecipe.Decay.CONSTANT, 100, 0.1),
        new OptimizerRecipe(OptimizerRecipe.Algorithm.ADAMW, 0.9, 0.99, 1e-8, 0.1),
        new StepRecipe(1, 1.0, Numbers.AUTO, Activations.KEPT, 20),
        new ValidationRecipe(250, 20),
        new CheckpointRecipe(250, 0, CheckpointConfig.Kept.LAST, 0),
        new LimitRecipe(0, 0, 0));
  }

  /// In the training module's words.
  TrainingConfig config(long seed) {
    return new TrainingConfig(
        optimizer.optimizer(),
        schedule.of(learningRate, limits),
        new StepConfig(step.accumulation(), step.clipping(), step.precision().precision()),
        new Intervals(step.report(), validation.every(), checkpoints.every()),
        checkpoints.config(CheckpointConfig.Criterion.LOSS),
        limits.limits(),
        seed);
  }

  /// The same with what was left to the machine settled, as a run is to keep it.
  TrainingRecipe settled() {
    var settledStep =
        new StepRecipe(
            step.accumulation(),
            step.clipping(),
            step.precision().settled(),
            step.activations(),
            step.report());
    return new TrainingRecipe(
        learningRate, schedule, optimizer, settledStep, validation, checkpoints, limits.settled());
  }
}
