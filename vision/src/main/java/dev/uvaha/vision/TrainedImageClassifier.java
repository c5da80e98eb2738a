package dev.uvaha.vision;

import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.classification.Confusion;
import java.nio.file.Path;
import java.util.Optional;

/// What came of following a recipe.
///
/// @param folder what [ImageClassifier#load] opens
/// @param recipe as it was followed, nothing left open
/// @param training how the training ended
/// @param test figures on the source's test pictures; empty without any, or if it was asked to stop
public record TrainedImageClassifier(
    Path folder, VisionRecipe recipe, TrainingResult training, Optional<Confusion> test) {}
