package dev.uvaha.images.sets;

import dev.uvaha.images.PictureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Grey pictures and their labels in two IDX files, gzipped or not, as of MNIST and Fashion-MNIST;
/// kept in memory.
public final class IdxFiles {
  /// The classes of MNIST.
  public static final List<String> MNIST =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /// The classes of Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017).
  public static final List<String> FASHION_MNIST =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private IdxFiles() {}

  /// Reads the files of a folder by their usual names: `train-images-idx3-ubyte`,
  /// `train-labels-idx1-ubyte`, and `t10k-…` for the test, with or without `.gz`, `.idx3` for
  /// `-idx3`.
  ///
  /// @throws PictureException as [#read(Path, Path, List)]
  public static LabelledPictures read(Path folder, Part part, List<String> classes) {
    var prefix =
        switch (part) {
          case TRAIN -> "train";
          case TEST -> "t10k";
        };
    return read(
        find(folder, prefix + "-images-idx3-ubyte"),
        find(folder, prefix + "-labels-idx1-ubyte"),
        classes);
  }

  /// Reads pictures and their labels.
  ///
  /// @param classes their names; no label may be beyond them
  /// @throws PictureException if a file is missing, cut off or another one, or the two don't match:
  ///   one line
  public static LabelledPictures read(Path pictures, Path labels, List<String> classes) {
    var images = IdxFile.read(pictures, 3);
    var numbers = IdxFile.read(labels, 1);
    int count = images.dimensions()[0];
    if (count != numbers.dimensions()[0])
      throw new PictureException(
          "%s: has %,d pictures, yet %s has %,d labels; give files that belong together"
              .formatted(pictures, count, labels, numbers.dimensions()[0]));
    var size = new StoredPictures.Size(1, images.dimensions()[1], images.dimensions()[2]);
    return new StoredPictures(
        pictures.toString(), size, images.content(), numbers.content(), classes);
  }

  private static Path find(Path folder, String name) {
    for (var spelled : List.of(name, name.replace("-idx", ".idx")))
      for (var ending : List.of("", ".gz")) {
        var file = folder.resolve(spelled + ending);
        if (Files.exists(file)) return file;
      }
    throw new PictureException(
        "%s: has neither %s nor %s.gz; give the folder that holds them"
            .formatted(folder, name, name));
  }
}
