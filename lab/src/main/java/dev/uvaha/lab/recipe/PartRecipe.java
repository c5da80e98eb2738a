package dev.uvaha.lab.recipe;

import dev.uvaha.lab.StoppedException;
import dev.uvaha.lab.Study;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult;
import dev.uvaha.training.recipe.PreparationEvent;
import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.RecipeEvent;
import dev.uvaha.translation.recipe.TrainedTranslator;
import dev.uvaha.translation.recipe.TranslationTraining;
import java.util.List;
import java.util.Locale;

/// Follows a recipe in a part's own folder, going on from the last saved state if it was stopped
/// there.
public final class PartRecipe implements TrainingListener {
  private final Study study;
  private final String part;

  /// Closed with each training, as the study's own may not be.
  private final StopSignal stop = new StopSignal();

  private long parameters;
  private long tokens;
  private double seconds;

  /// @param part a part of the study, which also names the folder
  public PartRecipe(Study study, String part) {
    this.study = study;
    this.part = part;
  }

  /// Trains a translator to the end and measures it.
  ///
  /// @param recipe of one direction, with test pairs
  /// @throws StoppedException if it was asked to stop
  public RecipeFigures follow(Recipe recipe) {
    var training = new TranslationTraining(this::prepared, List.of(this), () -> stop);
    var folder = study.parts().folder(part);
    var begun = study.parts().isBegun(part);
    if (!begun) study.parts().clear(part);
    var trained = begun ? training.goOn(folder, List.of()) : training.train(recipe, folder);
    // Asked to stop in the last step, it ends with that, and leaves the test out.
    if (trained.training().ending() == TrainingResult.Ending.STOPPED || trained.test().isEmpty())
      throw new StoppedException(part);
    var figures = figures(trained);
    study
        .watch()
        .finished(
            part,
            String.format(
                Locale.ROOT,
                "BLEU %.1f, perplexity %.2f, %.0f s",
                figures.bleu(),
                figures.perplexity(),
                figures.seconds()));
    return figures;
  }

  private RecipeFigures figures(TrainedTranslator trained) {
    var test = trained.test().getFirst();
    return new RecipeFigures(
        parameters,
        tokens,
        seconds,
        trained.training().bestLoss().orElseThrow(),
        test.bleu().value(),
        test.lengths());
  }

  /// What comes before the first step and after the last.
  private void prepared(RecipeEvent event) {
    switch (event) {
      case RecipeEvent.Prepared(var preparation) -> prepared(preparation);
      case RecipeEvent.Measuring _ -> study.watch().advanced(part, 1, "translating the test");
      case RecipeEvent.Translated _ -> {}
    }
  }

  private void prepared(PreparationEvent event) {
    switch (event) {
      case PreparationEvent.Advanced(var stage, long done, _, long total) ->
          study
              .watch()
              .advanced(
                  part,
                  0,
                  switch (stage) {
                    case READING -> "reading, %,d pairs".formatted(done);
                    case LEARNING_MERGES -> "tokenizer, %,d of %,d merges".formatted(done, total);
                    case ENCODING -> "encoding, %,d pairs".formatted(done);
                  });
      case PreparationEvent.Told(var line) -> study.watch().told(line);
    }
  }

  @Override
  public void on(TrainingEvent event) {
    seconds = event.progress().elapsed().toMillis() / 1e3;
    tokens = event.progress().tokens();
    switch (event) {
      case TrainingEvent.Started started -> parameters = started.parameters();
      case TrainingEvent.Stepped stepped -> {
        if (study.watch().stop().isRequested()) stop.request();
        study
            .watch()
            .advanced(
                part,
                stepped.progress().done(),
                String.format(Locale.ROOT, "loss %.2f", stepped.loss()));
      }
      case TrainingEvent.Reported _,
          TrainingEvent.Validated _,
          TrainingEvent.Saved _,
          TrainingEvent.Finished _ -> {}
    }
  }
}
