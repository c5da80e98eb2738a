package dev.uvaha.vision.selfsupervised;

import dev.uvaha.training.TrainingResult;
import java.nio.file.Path;

/// What came of following a recipe.
///
/// @param folder what [Encoders#load] opens
/// @param recipe as it was followed, nothing left open
/// @param training how the training ended
public record TrainedEncoder(Path folder, SelfSupervisedRecipe recipe, TrainingResult training) {}
