package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.Channels;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.sets.BadFiles;
import dev.uvaha.images.sets.CifarFiles;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.IdxFiles;
import dev.uvaha.images.sets.ImageFolder;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Part;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where pictures come from, as a recipe or a command says it: `{idx: FOLDER}`, `{cifar: FOLDER}`,
/// `{folder: FOLDER, side: 32}` or `{shapes: COUNT, side: 32}`; in short `idx:FOLDER`.
public sealed interface PictureSource {
  /// Where a side is not said.
  int SIDE = 32;

  /// Files of MNIST's kind, with ten classes.
  record Idx(String folder) implements PictureSource {}

  /// CIFAR-10.
  record Cifar(String folder) implements PictureSource {}

  /// A folder for each class, its pictures brought to one size.
  record Folder(String folder, int side) implements PictureSource {
    public Folder {
      if (side < 1) throw new IllegalArgumentException("side must be 1 or more, got " + side);
    }
  }

  /// Drawn shapes: so many to learn from, and a tenth to be measured by.
  record Shapes(int count, int side) implements PictureSource {
    private static final long SEED = 1;
    private static final int TESTED = 10;

    public Shapes {
      new DrawnShapes(side, count, Part.TRAIN, SEED, DrawnShapes.Clutter.USUAL); // refuses likewise
    }

    private LabelledPictures draw(Part part) {
      int drawn =
          switch (part) {
            case TRAIN -> count;
            case TEST -> Math.max(TESTED, count / TESTED);
          };
      return new DrawnShapes(side, drawn, part, SEED, DrawnShapes.Clutter.USUAL);
    }
  }

  /// Reads what YAML holds.
  ///
  /// @throws IllegalArgumentException if it is none of the above
  static PictureSource of(Object written) {
    if (written instanceof String text) {
      int colon = text.indexOf(':');
      if (colon > 0) return of(text.substring(0, colon), text.substring(colon + 1), SIDE, written);
    }
    if (written instanceof Map<?, ?> map) {
      var rest = new LinkedHashMap<Object, Object>(map);
      var side = rest.remove("side");
      if (rest.size() == 1 && (side == null || side instanceof Integer)) {
        var entry = rest.entrySet().iterator().next();
        return of(
            String.valueOf(entry.getKey()),
            String.valueOf(entry.getValue()),
            side instanceof Integer pixels ? pixels : SIDE,
            written);
      }
    }
    throw unknown(written);
  }

  private static PictureSource of(String kind, String value, int side, Object written) {
    return switch (kind) {
      case "idx" -> new Idx(value);
      case "cifar" -> new Cifar(value);
      case "folder" -> new Folder(value, side);
      case "shapes" -> {
        if (!value.matches("[0-9]{1,9}")) throw unknown(written);
        yield new Shapes(Integer.parseInt(value), side);
      }
      default -> throw unknown(written);
    };
  }

  private static IllegalArgumentException unknown(Object written) {
    return new IllegalArgumentException(
        "pictures are idx:FOLDER, cifar:FOLDER, folder:FOLDER or shapes:COUNT, got '%s'"
            .formatted(written));
  }

  /// As YAML holds it; the inverse of [#of(Object)].
  default Object written() {
    return switch (this) {
      case Idx(var folder) -> Map.of("idx", folder);
      case Cifar(var folder) -> Map.of("cifar", folder);
      case Folder(var folder, int side) -> ordered("folder", folder, side);
      case Shapes(int count, int side) -> ordered("shapes", count, side);
    };
  }

  private static Map<String, Object> ordered(String kind, Object value, int side) {
    var map = new LinkedHashMap<String, Object>();
    map.put(kind, value);
    map.put("side", side);
    return map;
  }

  /// The pictures, opened.
  ///
  /// @throws dev.uvaha.images.PictureException if they cannot be used: one line
  default LabelledPictures open(Part part) {
    return switch (this) {
      case Idx(var folder) -> IdxFiles.read(Path.of(folder), part, IdxFiles.FASHION_MNIST);
      case Cifar(var folder) -> CifarFiles.cifar10(Path.of(folder), part);
      case Folder(var folder, _) ->
          ImageFolder.open(Path.of(folder), part, new PictureReader(Channels.RGB), BadFiles.REFUSE);
      case Shapes shapes -> shapes.draw(part);
    };
  }

  /// Height and width that a model is to see.
  default int side(LabelledPictures opened) {
    return switch (this) {
      case Folder(_, int side) -> side;
      case Shapes(_, int side) -> side;
      case Idx _, Cifar _ -> opened.picture(0).height();
    };
  }

  /// With files by their full paths, as a run is to keep it.
  default PictureSource absolute() {
    return switch (this) {
      case Idx(var folder) -> new Idx(absolute(folder));
      case Cifar(var folder) -> new Cifar(absolute(folder));
      case Folder(var folder, int side) -> new Folder(absolute(folder), side);
      case Shapes shapes -> shapes;
    };
  }

  private static String absolute(String folder) {
    return Path.of(folder).toAbsolutePath().normalize().toString();
  }
}
