package dev.uvaha.studio.translate;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.seq2seq.RecurrentTranslator;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.studio.folders.ModelFolders;
import dev.uvaha.translation.Translator;
import java.nio.file.Path;
import java.util.Optional;

/// Which translators the page shows: the Transformer of the folder that was asked for, or the
/// embedded one; and beside it recurrent ones, with attention and without: of that folder or of the
/// run that the recipe `rnnsearch` leaves, or the embedded ones beside the embedded Transformer.
///
/// @param aligner the name of the one with attention
/// @param oneVector the name of the one without
record Translators(
    TranslateView view, String name, Optional<String> aligner, Optional<String> oneVector) {
  private static final String RECIPE = "rnnsearch";
  private static final String EMBEDDED = "en-uk-grammar";
  private static final String EMBEDDED_RECURRENT = "rnnsearch-grammar";
  private static final String EMBEDDED_ONE_VECTOR = "one-vector-grammar";

  private record Named(Translator translator, String name) {
    static Named of(Path folder) {
      return new Named(Translator.load(folder), ModelFolders.name(folder));
    }
  }

  /// Reads them.
  ///
  /// @param model the folder that was asked for, of any architecture
  /// @throws IllegalArgumentException if one is damaged
  static Translators open(Optional<Path> model, Path runs) {
    var transformer = model.filter(folder -> holds(folder, Transformer.FOLDER)).map(Named::of);
    var asked = model.filter(folder -> holds(folder, RecurrentTranslator.FOLDER)).map(Named::of);
    var main = transformer.orElseGet(() -> new Named(Translator.embedded(), EMBEDDED));
    var languages = main.translator().languages();
    if (asked.isPresent() && !languages.containsAll(asked.get().translator().languages()))
      return new Translators(
          new TranslateView(asked.get().translator(), Optional.empty(), Optional.empty()),
          asked.get().name(),
          Optional.empty(),
          Optional.empty());
    var recurrent =
        asked.or(() ->
            Optional.of(runs.resolve(RECIPE))
                .filter(folder -> holds(folder, RecurrentTranslator.FOLDER))
                .map(Named::of));
    var embedded = transformer.isEmpty();
    var aligner =
        recurrent
            .filter(one -> one.translator().attends())
            .or(() -> embedded ? embeddedRecurrent() : Optional.empty());
    var oneVector =
        recurrent
            .filter(one -> !one.translator().attends())
            .or(() -> embedded ? embeddedOneVector() : Optional.empty());
    return new Translators(
        new TranslateView(
            main.translator(), aligner.map(Named::translator), oneVector.map(Named::translator)),
        main.name(),
        aligner.map(Named::name),
        oneVector.map(Named::name));
  }

  private static Optional<Named> embeddedRecurrent() {
    return Optional.of(new Named(Translator.embeddedRecurrent(), EMBEDDED_RECURRENT));
  }

  private static Optional<Named> embeddedOneVector() {
    return Optional.of(new Named(Translator.embeddedOneVector(), EMBEDDED_ONE_VECTOR));
  }

  private static boolean holds(Path folder, ModelFolder<?, ?> kind) {
    return ModelFolders.architecture(folder).filter(kind.architecture()::equals).isPresent();
  }
}
