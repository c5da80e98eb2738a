/// From a recipe to a trained translator.
///
/// A [Recipe] says everything that decides what a translator becomes, in YAML or in Java;
/// [TranslationTraining] follows it: it reads the pairs, learns the tokenizer, encodes, trains, and
/// leaves a folder that `Translator.load` opens and that training can be resumed in.
///
/// ```java
/// var recipe = Recipe.named("parallel", List.of("data.train=train.tsv.gz"));
/// var trained = TranslationTraining.start(recipe, Path.of("runs/mine"));
/// var translator = Translator.load(trained.folder());
/// ```
@NullMarked
package dev.uvaha.translation.recipe;

import org.jspecify.annotations.NullMarked;
