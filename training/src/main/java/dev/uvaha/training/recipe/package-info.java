/// What recipes of all kinds of training are made of: YAML bound to records, and the sections about
/// optimizer, schedule, limits and checkpoints that they share.
///
/// A kind of training has a record of its own for a recipe, and [Recipes] that find, read and write
/// it: [RecipeBinder] makes a record of a [RecipeTree], and says in one line which key of which
/// line cannot be followed. [RecipeTraining] is who follows it.
@NullMarked
package dev.uvaha.training.recipe;

import org.jspecify.annotations.NullMarked;
