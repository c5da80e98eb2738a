package dev.uvaha.pretraining;

import dev.uvaha.data.DocumentBreak;
import dev.uvaha.data.TextCorpus;
import dev.uvaha.data.TextFiles;
import dev.uvaha.training.recipe.RecipeException;

/// The text that a recipe names, opened.
record TextCorpora(TextCorpus train, TextCorpus valid) {
  static TextCorpora open(PretrainingRecipe recipe) {
    var data = recipe.data();
    var all = opened(data.train(), data.documents());
    if (!(data.valid() instanceof TextSource.HeldOut(int every)))
      return new TextCorpora(all, opened(data.valid(), data.documents()));
    if (data.documents() instanceof DocumentBreak.None) {
      var characters = all.characterCount();
      var kept = characters - characters / every;
      return new TextCorpora(all.first(kept), all.after(kept));
    }
    var documents = all.documentCount();
    if (documents < every)
      throw new RecipeException(
          "data.train has %d documents, one of every %d is held out to validate on: give data.valid a file, part the text by data.documents=blank-line, or take its end by data.documents=none"
              .formatted(documents, every));
    return new TextCorpora(all.exceptEveryLast(every), all.everyLast(every));
  }

  private static TextCorpus opened(TextSource source, DocumentBreak documents) {
    return switch (source) {
      case TextSource.Files(var files) -> new TextFiles(files, documents);
      case TextSource.Jdk(var archive) -> JdkProse.read(archive.orElseGet(JdkProse::archive));
      case TextSource.HeldOut _ ->
          throw new IllegalStateException("held-out text is no source of its own");
    };
  }
}
