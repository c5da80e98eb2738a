package dev.uvaha.vision;

import dev.uvaha.images.Channels;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.sets.BadFiles;
import dev.uvaha.images.sets.CifarFiles;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.IdxFiles;
import dev.uvaha.images.sets.ImageFolder;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where labelled pictures come from.
///
/// In a recipe: a folder, `shapes`, `{shapes: COUNT}`, `{idx: FOLDER}` or `{cifar: FOLDER}`.
public sealed interface PictureSource {
  /// Shapes that are drawn, with no file.
  ///
  /// @param count of the training pictures; the test has a tenth of them
  record Shapes(int count) implements PictureSource {
    /// As many as `shapes` alone stands for.
    static final int USUAL = 20_000;

    private static final int LEAST = 100;
    private static final long SEED = 1;

    public Shapes {
      if (count < LEAST)
        throw new IllegalArgumentException("shapes must be 100 or more, got " + count);
    }
  }

  /// A folder for each class, see [ImageFolder].
  record Folder(Path root) implements PictureSource {}

  /// The files of MNIST and Fashion-MNIST, see [IdxFiles].
  record Idx(Path folder) implements PictureSource {}

  /// The binary files of CIFAR-10 or CIFAR-100, see [CifarFiles].
  record Cifar(Path folder) implements PictureSource {}

  /// As YAML writes it.
  default Object written() {
    return switch (this) {
      case Shapes(int count) when count == Shapes.USUAL -> "shapes";
      case Shapes(int count) -> Map.of("shapes", count);
      case Folder(var root) -> root.toString();
      case Idx(var folder) -> Map.of("idx", folder.toString());
      case Cifar(var folder) -> Map.of("cifar", folder.toString());
    };
  }

  /// The inverse of [#written].
  ///
  /// @throws IllegalArgumentException if it is none
  static PictureSource of(Object written) {
    return switch (written) {
      case String shapes when shapes.equals("shapes") -> new Shapes(Shapes.USUAL);
      case String folder when !folder.isBlank() -> new Folder(Path.of(folder));
      case Map<?, ?> one when one.size() == 1 && one.get("shapes") instanceof Integer count ->
          new Shapes(count);
      case Map<?, ?> one when one.size() == 1 && one.get("idx") instanceof String folder ->
          new Idx(Path.of(folder));
      case Map<?, ?> one when one.size() == 1 && one.get("cifar") instanceof String folder ->
          new Cifar(Path.of(folder));
      default ->
          throw new IllegalArgumentException(
              "must be a folder, shapes, {shapes: COUNT}, {idx: FOLDER} or {cifar: FOLDER}, got "
                  + written);
    };
  }

  /// With full paths.
  default PictureSource absolute() {
    return switch (this) {
      case Shapes _ -> this;
      case Folder(var root) -> new Folder(absolute(root));
      case Idx(var folder) -> new Idx(absolute(folder));
      case Cifar(var folder) -> new Cifar(absolute(folder));
    };
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /// The pictures to learn from.
  ///
  /// @throws PictureException if they cannot be used: one line
  default LabelledPictures training() {
    return part(Part.TRAIN);
  }

  /// The pictures to measure with; empty if it has none.
  ///
  /// @throws PictureException as [#training]
  default Optional<LabelledPictures> test() {
    return this instanceof Folder(var root) && !Files.isDirectory(root.resolve("test"))
        ? Optional.empty()
        : Optional.of(part(Part.TEST));
  }

  private LabelledPictures part(Part part) {
    return switch (this) {
      case Shapes(int count) ->
          switch (part) {
            case TRAIN -> new DrawnShapes(count, part, Shapes.SEED);
            case TEST -> new DrawnShapes(count / 10, part, Shapes.SEED);
          };
      case Folder(var root) ->
          ImageFolder.open(root, part, new PictureReader(Channels.RGB), BadFiles.REFUSE);
      case Idx(var folder) -> IdxFiles.read(folder, part, classes(folder));
      case Cifar(var folder) ->
          Files.exists(folder.resolve("fine_label_names.txt"))
              ? CifarFiles.cifar100(folder, part)
              : CifarFiles.cifar10(folder, part);
    };
  }

  /// IDX files name no classes: those of a folder that is called fashion are Fashion-MNIST's, of
  /// others digits.
  private static List<String> classes(Path folder) {
    return folder.toString().contains("fashion") ? IdxFiles.FASHION_MNIST : IdxFiles.MNIST;
  }
}
