/// Vision Transformers that learn from pictures without labels, and what their features are worth:
/// [SelfSupervisedRecipe] says what is trained, [SelfSupervisedTraining] follows it, by
/// [MaskedPretraining] (He et al. 2022) or [DinoTraining] (Caron et al. 2021);
/// [dev.uvaha.vision.Encoders] reads what came of it; [NearestNeighbours], [LinearProbe] and
/// [FewLabels] tell what that is good for.
///
/// ```java
/// var recipe = SelfSupervisedRecipe.named("mae", List.of());
/// var trained = SelfSupervisedTraining.start(recipe, Path.of("runs/mae"));
/// var encoder = Encoders.load(trained.folder());
/// ```
@NullMarked
package dev.uvaha.vision.selfsupervised;

import org.jspecify.annotations.NullMarked;
