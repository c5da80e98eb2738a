/// Classifiers of texts, made from a language model as in "Improving Language Understanding by
/// Generative Pre-Training" (Radford et al. 2018).
///
/// A [FineTuningRecipe] says everything that decides what a classifier becomes; [FineTuning]
/// follows it; [TextClassifier] uses what came of it.
///
/// ```java
/// var recipe =
///     FineTuningRecipe.named(
///         "classification", List.of("data.train=train.tsv", "model.folder=runs/prose"));
/// var trained = FineTuning.start(recipe, Path.of("runs/topics"));
/// var told = TextClassifier.load(trained.folder()).classify(List.of("a large bird"));
/// ```
@NullMarked
package dev.uvaha.finetuning;

import org.jspecify.annotations.NullMarked;
