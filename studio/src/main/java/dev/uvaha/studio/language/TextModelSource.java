package dev.uvaha.studio.language;

import dev.uvaha.language.TextModel;
import dev.uvaha.studio.folders.ModelFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The language models that pages look into: of the folder that was asked for if it holds one, and
/// those that trainings have left. One is read when it is needed, and the last one that was read is
/// kept.
public final class TextModelSource {
  /// What trains one, for those who have none.
  public static final String RECIPE = "jdk-prose";

  private final Optional<Path> asked;
  private final Path runs;
  private Optional<Loaded> loaded = Optional.empty();

  /// What was read from a folder.
  private record Loaded(Path folder, TextModel model) {}

  private TextModelSource(Optional<Path> asked, Path runs) {
    this.asked = asked;
    this.runs = runs;
  }

  /// Of these folders; nothing is read yet.
  ///
  /// @param model the folder that was asked for; of any architecture
  /// @param runs where training leaves its folders; it need not exist
  public static TextModelSource of(Optional<Path> model, Path runs) {
    return new TextModelSource(model, runs);
  }

  /// Where they are now, by the names of their folders: the one that was asked for first, then the
  /// run of the recipe [#RECIPE], then the other runs by name.
  public SequencedMap<String, Path> folders() {
    var candidates = new ArrayList<>(asked.stream().toList());
    candidates.add(runs.resolve(RECIPE));
    candidates.addAll(below(runs));
    var found = new LinkedHashMap<String, Path>();
    for (var folder : candidates)
      if (ModelFolders.architecture(folder).filter(ModelFolders::writesText).isPresent())
        found.putIfAbsent(ModelFolders.name(folder), folder);
    return found;
  }

  private static List<Path> below(Path runs) {
    if (!Files.isDirectory(runs)) return List.of();
    try (var folders = Files.list(runs)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A model.
  ///
  /// @param name of its folder; the first if there is none
  /// @throws IllegalArgumentException if there is no such model, or it is damaged: one line says
  ///   what to do
  public TextModel model(Optional<String> name) {
    return model(folder(name));
  }

  /// Where a model is.
  ///
  /// @param name of its folder; the first if there is none
  /// @throws IllegalArgumentException if there is no such model: one line says what to do
  public Path folder(Optional<String> name) {
    var folders = folders();
    if (folders.isEmpty())
      throw new IllegalArgumentException(
          "there is no language model: ./uvaha train %s, or give one by --model".formatted(RECIPE));
    var folder = folders.get(name.orElseGet(() -> folders.firstEntry().getKey()));
    if (folder == null)
      throw new IllegalArgumentException(
          "there is no language model '%s': there are %s"
              .formatted(name.orElseThrow(), String.join(", ", folders.keySet())));
    return folder;
  }

  private synchronized TextModel model(Path folder) {
    if (loaded.filter(one -> one.folder().equals(folder)).isEmpty())
      loaded = Optional.of(new Loaded(folder, TextModel.load(folder)));
    return loaded.orElseThrow().model();
  }
}
