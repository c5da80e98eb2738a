package dev.uvaha.pretraining;

import dev.uvaha.training.TrainingResult;
import java.nio.file.Path;

/// What came of following a recipe.
///
/// @param folder of the model, as Hugging Face has them
/// @param recipe as it was followed, nothing left open
/// @param training how the training ended
public record TrainedModel(Path folder, PretrainingRecipe recipe, TrainingResult training) {}
