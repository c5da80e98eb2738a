package dev.uvaha.lab.recipe;

import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.recipe.CheckpointRecipe;
import dev.uvaha.training.recipe.LimitRecipe;
import dev.uvaha.training.recipe.Numbers;
import dev.uvaha.training.recipe.ScheduleRecipe;
import dev.uvaha.training.recipe.ScheduleRecipe.Decay;
import dev.uvaha.translation.recipe.TrainingRecipe;
import dev.uvaha.translation.recipe.TrainingRecipe.SearchRecipe;
import dev.uvaha.translation.recipe.TrainingRecipe.StepRecipe;
import dev.uvaha.translation.recipe.TrainingRecipe.ValidationRecipe;

/// Trainings of minutes: the learning rate rises for a twentieth of the steps and falls as a
/// cosine; the weights are those of the best of five validations; greedy search.
public final class ShortTraining {
  private static final double FLOOR = 0.01;
  private static final int WARMUP_SHARE = 20;
  private static final int VALIDATIONS = 5;
  private static final int SAVES = 10;
  private static final int REPORTS = 50;

  private ShortTraining() {}

  /// A training of so many steps.
  ///
  /// @param learningRate the highest
  /// @param labelSmoothing the share of the mass spread over all tokens
  public static TrainingRecipe of(long steps, double learningRate, double labelSmoothing) {
    var plain = TrainingRecipe.plain();
    return new TrainingRecipe(
        learningRate,
        new ScheduleRecipe(Decay.COSINE, steps / WARMUP_SHARE, FLOOR),
        plain.optimizer(),
        new StepRecipe(1, 1, Numbers.AUTO, labelSmoothing, each(steps, REPORTS)),
        new ValidationRecipe(
            each(steps, VALIDATIONS), 0, CheckpointConfig.Criterion.LOSS, new SearchRecipe(1, 0)),
        new CheckpointRecipe(each(steps, SAVES), 0, CheckpointConfig.Kept.LAST, 0),
        new LimitRecipe(steps, 0, 0));
  }

  private static long each(long steps, int times) {
    return Math.max(1, steps / times);
  }
}
