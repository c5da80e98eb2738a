package dev.uvaha.finetuning;

import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.classification.Confusion;
import java.nio.file.Path;
import java.util.Optional;

/// What came of following a recipe.
///
/// @param folder what [TextClassifier#load] opens
/// @param recipe as it was followed, nothing left open
/// @param training how the training ended
/// @param test figures on the recipe's test examples; empty without any, or if it was asked to stop
public record TrainedClassifier(
    Path folder, FineTuningRecipe recipe, TrainingResult training, Optional<Confusion> test) {}
