/// Language models from plain text.
///
/// A [PretrainingRecipe] says everything that decides what a model becomes, in YAML or in Java;
/// [Pretraining] follows it: it reads the text, learns the tokenizer, encodes once into files that
/// are mapped into memory, trains, and leaves a folder as Hugging Face has them, in which training
/// can be resumed.
///
/// ```java
/// var recipe = PretrainingRecipe.named("jdk-prose", List.of("training.limits.minutes=10"));
/// var trained = Pretraining.start(recipe, Path.of("runs/prose"));
/// var model = HuggingFace.languageModel(trained.folder());
/// ```
@NullMarked
package dev.uvaha.pretraining;

import org.jspecify.annotations.NullMarked;
