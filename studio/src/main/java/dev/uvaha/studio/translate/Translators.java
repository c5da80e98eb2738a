package dev.uvaha.studio.translate;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.seq2seq.RecurrentTranslator;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.translation.Translator;
import java.nio.file.Path;
import java.util.Optional;

/// Which translators the page shows: the Transformer of the folder that was asked for, or the
/// embedded one; and beside it a recurrent one, of that folder or of the run that the recipe
/// `rnnsearch` leaves, or the embedded one beside the embedded Transformer.
record Translators(TranslateView view, String name, Optional<String> aligner) {
  private static final String RECIPE = "rnnsearch";
  private static final String EMBEDDED = "en-uk-grammar";
  private static final String EMBEDDED_RECURRENT = "rnnsearch-grammar";

  /// Reads them.
  ///
  /// @param model the folder that was asked for, of any architecture
  /// @throws IllegalArgumentException if one is damaged
  static Translators open(Optional<Path> model, Path runs) {
    var transformer = model.filter(folder -> holds(folder, Transformer.FOLDER));
    var recurrent =
        model
            .filter(folder -> holds(folder, RecurrentTranslator.FOLDER))
            .or(() ->
                Optional.of(runs.resolve(RECIPE))
                    .filter(folder -> holds(folder, RecurrentTranslator.FOLDER)));
    var translator = transformer.map(Translator::load).orElseGet(Translator::embedded);
    var aligner =
        recurrent
            .map(Translator::load)
            .or(() ->
                transformer.isEmpty()
                    ? Optional.of(Translator.embeddedRecurrent())
                    : Optional.empty());
    if (recurrent.isPresent()
        && recurrent.equals(model)
        && !translator.languages().containsAll(aligner.get().languages()))
      return new Translators(
          new TranslateView(aligner.get(), Optional.empty()), name(recurrent), Optional.empty());
    var shown = aligner.filter(Translator::attends);
    return new Translators(
        new TranslateView(translator, shown),
        transformer.isPresent() ? name(transformer) : EMBEDDED,
        shown.map(_ -> recurrent.map(ModelFolders::name).orElse(EMBEDDED_RECURRENT)));
  }

  private static boolean holds(Path folder, ModelFolder<?, ?> kind) {
    return ModelFolders.architecture(folder).filter(kind.architecture()::equals).isPresent();
  }

  private static String name(Optional<Path> folder) {
    return ModelFolders.name(folder.orElseThrow());
  }
}
