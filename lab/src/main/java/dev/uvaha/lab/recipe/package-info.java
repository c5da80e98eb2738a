/// Trainings of translators as parts of an experiment: a [GrammarText] to learn from, a
/// [PartRecipe] that follows a recipe in the part's folder, and the [RecipeFigures] that come of
/// it.
@NullMarked
package dev.uvaha.lab.recipe;

import org.jspecify.annotations.NullMarked;
