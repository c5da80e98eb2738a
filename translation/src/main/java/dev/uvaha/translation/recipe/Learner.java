package dev.uvaha.translation.recipe;

import dev.uvaha.data.ExampleEncoder;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.TranslationTask;

/// A fresh model and what it is to learn.
record Learner(
    ModelPlan<?, ?> plan, SequenceToSequence model, Tokenizer tokenizer, TranslationTask task) {
  /// Encodes the corpora, and draws the model's first weights by the recipe's seed.
  static Learner create(
      Recipe recipe, RecipeCorpora corpora, Tokenizer tokenizer, Preparation preparation) {
    var encoder = new ExampleEncoder(tokenizer);
    var train = preparation.batches("train", corpora.train(), encoder, recipe.seed());
    var valid = preparation.batches("valid", corpora.valid(), encoder, /* seed= */ 0);
    Randomness.seed(recipe.seed());
    var plan = recipe.model().plan(tokenizer.vocabularySize(), encoder.padding());
    SequenceToSequence model = plan.create();
    preparation.tell("model: " + Preparation.counted(model.parameterCount()) + " parameters");
    var watched = recipe.training().validation();
    var measure =
        new ValidationTranslations(
            new ModelTranslations(model, tokenizer),
            preparation.sample(corpora.valid(), watched.sentences()),
            watched.search(),
            preparation.listener());
    var smoothing = recipe.training().step().labelSmoothing();
    return new Learner(
        plan,
        model,
        tokenizer,
        new TranslationTask(model, train, valid, encoder.padding(), smoothing, measure));
  }

  /// Translates with the model as it is.
  ModelTranslations translations() {
    return new ModelTranslations(model, tokenizer);
  }
}
