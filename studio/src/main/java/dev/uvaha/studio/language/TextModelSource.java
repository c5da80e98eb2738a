package dev.uvaha.studio.language;

import dev.uvaha.language.TextModel;
import dev.uvaha.studio.folders.ModelFolders;
import java.nio.file.Path;
import java.util.Optional;

/// The language model that pages look into: of the folder that was asked for if it holds one,
/// otherwise of the run that the recipe `jdk-prose` leaves. It is read when first needed, once.
public final class TextModelSource {
  /// What trains one, for those who have none.
  public static final String RECIPE = "jdk-prose";

  private final Optional<Path> folder;
  private Optional<TextModel> loaded = Optional.empty();

  private TextModelSource(Optional<Path> folder) {
    this.folder = folder;
  }

  /// Looks where there is one; nothing is read yet.
  ///
  /// @param model the folder that was asked for; of any architecture
  /// @param runs where training leaves its folders
  public static TextModelSource of(Optional<Path> model, Path runs) {
    var trained = runs.resolve(RECIPE);
    return new TextModelSource(
        model
            .filter(TextModelSource::isLanguageModel)
            .or(() -> Optional.of(trained).filter(TextModelSource::isLanguageModel)));
  }

  private static boolean isLanguageModel(Path folder) {
    return ModelFolders.architecture(folder).filter(ModelFolders::writesText).isPresent();
  }

  /// Where it is; empty if there is none.
  public Optional<Path> folder() {
    return folder;
  }

  /// The model.
  ///
  /// @throws IllegalArgumentException if there is none, or it is damaged: one line says what to do
  public synchronized TextModel model() {
    if (loaded.isEmpty())
      loaded =
          Optional.of(
              TextModel.load(
                  folder.orElseThrow(() ->
                      new IllegalArgumentException(
                          "there is no language model: ./uvaha train %s, or give one by --model"
                              .formatted(RECIPE)))));
    return loaded.orElseThrow();
  }
}
