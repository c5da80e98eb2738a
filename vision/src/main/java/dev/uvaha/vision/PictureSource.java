package dev.uvaha.vision;

import dev.uvaha.images.Channels;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.sets.BadFiles;
import dev.uvaha.images.sets.CifarFiles;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.DrawnShapes.Clutter;
import dev.uvaha.images.sets.IdxFiles;
import dev.uvaha.images.sets.ImageFolder;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where labelled pictures come from.
///
/// In a recipe or a command: a folder, `shapes`, `shapes:COUNT`, `folder:FOLDER`, `idx:FOLDER` or
/// `cifar:FOLDER`; in a recipe also `{shapes: COUNT, side: PIXELS, clutter: none}` and so on.
public sealed interface PictureSource {
  /// Height and width where nobody says them.
  int SIDE = 32;

  /// The key of [Shapes#clutter], whose one value is `none`.
  String CLUTTER = "clutter";

  /// Shapes that are drawn, with no file.
  ///
  /// @param count of the training pictures; the test has a tenth of them, ten at least
  /// @param side height and width
  /// @param clutter what there is besides the shape that is asked for
  record Shapes(int count, int side, Clutter clutter) implements PictureSource {
    /// As many as `shapes` alone stands for.
    static final int USUAL = 20_000;

    private static final long SEED = 1;
    private static final int TESTED = 10;

    public Shapes {
      new DrawnShapes(side, count, Part.TRAIN, SEED, clutter); // refuses likewise
    }

    /// Among others, and with noise.
    public Shapes(int count, int side) {
      this(count, side, Clutter.USUAL);
    }

    private LabelledPictures draw(Part part) {
      int drawn =
          switch (part) {
            case TRAIN -> count;
            case TEST -> Math.max(TESTED, count / TESTED);
          };
      return new DrawnShapes(side, drawn, part, SEED, clutter);
    }
  }

  /// A folder for each class, see [ImageFolder].
  ///
  /// @param side that a model is to see; 0 if it is said elsewhere or is the usual one
  record Folder(Path root, int side) implements PictureSource {
    private static final int UNSAID = 0;

    public Folder {
      if (side < 0) throw new IllegalArgumentException("side must not be negative, got " + side);
    }

    /// Of a side that is said elsewhere.
    public Folder(Path root) {
      this(root, UNSAID);
    }
  }

  /// The files of MNIST and Fashion-MNIST, see [IdxFiles].
  record Idx(Path folder) implements PictureSource {}

  /// The binary files of CIFAR-10 or CIFAR-100, see [CifarFiles].
  record Cifar(Path folder) implements PictureSource {}

  /// As YAML writes it.
  default Object written() {
    return switch (this) {
      case Shapes shapes when shapes.equals(new Shapes(Shapes.USUAL, SIDE)) -> "shapes";
      case Shapes(int count, int side, var clutter) -> {
        var map = written("shapes", count, side == SIDE ? 0 : side);
        if (clutter.equals(Clutter.NONE)) map.put(CLUTTER, "none");
        yield map;
      }
      case Folder(var root, int side) -> written("folder", root.toString(), side);
      case Idx(var folder) -> Map.of("idx", folder.toString());
      case Cifar(var folder) -> Map.of("cifar", folder.toString());
    };
  }

  private static Map<String, Object> written(String kind, Object value, int side) {
    var map = new LinkedHashMap<String, Object>();
    map.put(kind, value);
    if (side != Folder.UNSAID) map.put("side", side);
    return map;
  }

  /// As the option of a command takes it that measures by its test pictures; empty if it has none,
  /// or other shapes than the option can name.
  default Optional<String> option() {
    return switch (this) {
      case Shapes shapes when !shapes.equals(new Shapes(shapes.count(), SIDE)) -> Optional.empty();
      case Shapes shapes -> Optional.of("shapes:" + shapes.count());
      case Folder(var root, _) when !isTested(root) -> Optional.empty();
      case Folder(var root, _) -> Optional.of("folder:" + root);
      case Idx(var folder) -> Optional.of("idx:" + folder);
      case Cifar(var folder) -> Optional.of("cifar:" + folder);
    };
  }

  private static boolean isTested(Path root) {
    return Files.isDirectory(root.resolve("test"));
  }

  /// The inverse of [#written] and [#option], of any of their forms.
  ///
  /// @throws IllegalArgumentException if it is none
  static PictureSource of(Object written) {
    if (written instanceof String text && !text.isBlank()) {
      if (text.equals("shapes")) return new Shapes(Shapes.USUAL, SIDE);
      var parts = text.split(":", 2);
      var isPath = parts.length == 1 || !parts[0].matches("[a-z]{2,}"); // one letter is a drive
      return isPath
          ? new Folder(Path.of(text))
          : of(parts[0], parts[1], Folder.UNSAID).orElseThrow(() -> unknown(written));
    }
    if (written instanceof Map<?, ?> map) {
      var rest = new LinkedHashMap<Object, Object>(map);
      var side = rest.remove("side");
      var plain = rest.remove(CLUTTER, "none");
      if (rest.size() == 1 && (side == null || (side instanceof Integer given && given > 0))) {
        var one = rest.entrySet().iterator().next();
        var pixels = side instanceof Integer given ? given : Folder.UNSAID;
        return of(String.valueOf(one.getKey()), String.valueOf(one.getValue()), pixels)
            .map(source -> plain ? plain(source, written) : source)
            .orElseThrow(() -> unknown(written));
      }
    }
    throw unknown(written);
  }

  private static PictureSource plain(PictureSource source, Object written) {
    if (source instanceof Shapes(int count, int side, _))
      return new Shapes(count, side, Clutter.NONE);
    throw unknown(written);
  }

  private static Optional<PictureSource> of(String kind, String value, int side) {
    if (kind.equals("folder")) return Optional.of(new Folder(Path.of(value), side));
    if (kind.equals("shapes") && value.matches("[0-9]{1,9}"))
      return Optional.of(new Shapes(Integer.parseInt(value), side == Folder.UNSAID ? SIDE : side));
    if (side != Folder.UNSAID) return Optional.empty(); // these files have sides of their own
    if (kind.equals("idx")) return Optional.of(new Idx(Path.of(value)));
    return kind.equals("cifar") ? Optional.of(new Cifar(Path.of(value))) : Optional.empty();
  }

  private static IllegalArgumentException unknown(Object written) {
    return new IllegalArgumentException(
        "pictures are a folder, shapes, idx:FOLDER, cifar:FOLDER, folder:FOLDER or shapes:COUNT, got '%s'"
            .formatted(written));
  }

  /// With full paths.
  default PictureSource absolute() {
    return switch (this) {
      case Shapes _ -> this;
      case Folder(var root, int side) -> new Folder(absolute(root), side);
      case Idx(var folder) -> new Idx(absolute(folder));
      case Cifar(var folder) -> new Cifar(absolute(folder));
    };
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /// The pictures to measure with; empty if it has none.
  ///
  /// @throws PictureException as [#open]
  default Optional<LabelledPictures> test() {
    return this instanceof Folder(var root, _) && !isTested(root)
        ? Optional.empty()
        : Optional.of(open(Part.TEST));
  }

  /// The pictures, opened.
  ///
  /// @throws PictureException if they cannot be used: one line
  default LabelledPictures open(Part part) {
    return switch (this) {
      case Shapes shapes -> shapes.draw(part);
      case Folder(var root, _) ->
          ImageFolder.open(root, part, new PictureReader(Channels.RGB), BadFiles.REFUSE);
      case Idx(var folder) -> IdxFiles.read(folder, part, classes(folder));
      case Cifar(var folder) ->
          Files.exists(folder.resolve("fine_label_names.txt"))
              ? CifarFiles.cifar100(folder, part)
              : CifarFiles.cifar10(folder, part);
    };
  }

  /// The pictures to learn from without their labels, opened: those of training, and of a folder
  /// also those that lie in it without a class.
  ///
  /// @throws PictureException as [#open]
  default LabelledPictures unlabelled() {
    return this instanceof Folder(var root, _) && ImageFolder.isFlat(root)
        ? ImageFolder.flat(root, new PictureReader(Channels.RGB), BadFiles.REFUSE)
        : open(Part.TRAIN);
  }

  /// Height and width that a model is to see, where nothing else says them.
  default int side(LabelledPictures opened) {
    return switch (this) {
      case Shapes(_, int side, _) -> side;
      case Folder(_, int side) -> side == Folder.UNSAID ? SIDE : side;
      case Idx _, Cifar _ -> opened.picture(0).height();
    };
  }

  /// IDX files name no classes: those of a folder that is called fashion are Fashion-MNIST's, of
  /// others digits.
  private static List<String> classes(Path folder) {
    var name = String.valueOf(absolute(folder).getFileName());
    return name.contains("fashion") ? IdxFiles.FASHION_MNIST : IdxFiles.MNIST;
  }
}
