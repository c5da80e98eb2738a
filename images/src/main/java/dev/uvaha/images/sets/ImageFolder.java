package dev.uvaha.images.sets;

import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Pictures in a folder for each class, `ROOT/CLASS/…`, or with parts, `ROOT/train/CLASS/…` and
/// `ROOT/test/CLASS/…`; read when asked for.
///
/// Classes and files stand in the order of their names. Every file in a class's folder, and in
/// those below, is taken for a picture, whatever its name ends with, unless a name on the way to it
/// begins with a dot: so nothing is passed over silently.
public final class ImageFolder implements LabelledPictures {
  /// The one class of a folder without classes.
  public static final String ITSELF = ".";

  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private final PictureReader reader;
  private final List<String> classes;
  private final List<Path> files = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private ImageFolder(Path root, List<String> classes, PictureReader reader, BadFiles bad) {
    this.reader = reader;
    this.classes = classes;
    for (int label = 0; label < classes.size(); label++) {
      var folder = root.resolve(classes.get(label)).normalize();
      if (!Files.isDirectory(folder)) continue; // a class that is learned and not measured
      int before = files.size();
      for (var file : filesBelow(folder)) add(file, label);
      if (files.size() == before && (bad == BadFiles.LEAVE_OUT || leftOut.isEmpty()))
        throw new PictureException(
            folder + ": has no usable pictures; put some of its class there or delete the folder");
    }
    if (bad == BadFiles.REFUSE && !leftOut.isEmpty()) throw refuse(root);
    if (files.isEmpty())
      throw new PictureException(root + ": has no pictures; give ROOT/CLASS/FILE");
  }

  private void add(Path file, int label) {
    try {
      reader.header(file);
      files.add(file);
      labels.add(label);
    } catch (PictureException fault) {
      leftOut.add(String.valueOf(fault.getMessage()));
    }
  }

  private PictureException refuse(Path root) {
    int others = leftOut.size() - 1;
    var first = leftOut.getFirst();
    return new PictureException(
        others == 0 ? first : "%s (and %d more unusable in %s)".formatted(first, others, root));
  }

  /// Opens a part of a folder; without `train` and `test` in it, the folder is all training.
  ///
  /// The classes are those of the training part, for both.
  ///
  /// @throws PictureException if there is no such part, a class has no pictures, the test has a
  ///   class that training has not, or a file is seen to be unusable: one line
  public static ImageFolder open(Path root, Part part, PictureReader reader, BadFiles bad) {
    if (!Files.isDirectory(root))
      throw new PictureException(root + ": is no folder; give one that holds ROOT/CLASS/FILE");
    boolean parted = Files.isDirectory(root.resolve(TRAIN));
    var training = parted ? root.resolve(TRAIN) : root;
    var classes = classesOf(training);
    return switch (part) {
      case TRAIN -> new ImageFolder(training, classes, reader, bad);
      case TEST -> {
        var test = root.resolve(TEST);
        if (!parted || !Files.isDirectory(test))
          throw new PictureException(
              "%s: has no folders %s and %s; put the test's pictures into %s/CLASS"
                  .formatted(root, TRAIN, TEST, test));
        for (var name : classesOf(test))
          if (!classes.contains(name))
            throw new PictureException(
                "%s: is a class that %s has not; rename or remove it"
                    .formatted(test.resolve(name), training));
        yield new ImageFolder(test, classes, reader, bad);
      }
    };
  }

  /// Whether a folder has none of classes: its pictures lie in it, without labels.
  public static boolean isFlat(Path root) {
    return Files.isDirectory(root)
        && list(root).stream().noneMatch(entry -> !hidden(entry) && Files.isDirectory(entry));
  }

  /// Opens such a folder, as pictures of one class that is called [#ITSELF].
  ///
  /// @throws PictureException if it has no pictures, or a file is seen to be unusable: one line
  public static ImageFolder flat(Path root, PictureReader reader, BadFiles bad) {
    return new ImageFolder(root, List.of(ITSELF), reader, bad);
  }

  private static List<String> classesOf(Path root) {
    var names = new ArrayList<String>();
    for (var entry : list(root))
      if (!hidden(entry) && Files.isDirectory(entry)) names.add(lastName(entry));
    Collections.sort(names);
    if (names.isEmpty())
      throw new PictureException(
          root + ": has no folders of classes; put the pictures into ROOT/CLASS");
    return List.copyOf(names);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException failure) {
      throw unreadable(folder, failure);
    }
  }

  private static List<Path> filesBelow(Path folder) {
    try (var entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return entries
          .filter(path -> !Files.isDirectory(path))
          .filter(path -> !isHidden(folder.relativize(path)))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw unreadable(folder, failure);
    } catch (UncheckedIOException failure) {
      throw unreadable(folder, new IOException(failure.getMessage(), failure));
    }
  }

  private static PictureException unreadable(Path folder, IOException failure) {
    return new PictureException(
        "%s: cannot be listed (%s)".formatted(folder, failure.getMessage()), failure);
  }

  /// Whether it or a folder on the way to it begins with a dot.
  private static boolean isHidden(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false).anyMatch(ImageFolder::hidden);
  }

  private static boolean hidden(Path path) {
    return lastName(path).startsWith(".");
  }

  private static String lastName(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// What was left out, a line each: the file, what is wrong, what to do. Empty unless
  /// [BadFiles#LEAVE_OUT] was asked for.
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public Picture picture(int number) {
    return reader.read(files.get(number));
  }

  @Override
  public int label(int number) {
    return labels.get(number);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public String name(int number) {
    return files.get(number).toString();
  }

  /// Of the files' names and labels, not of what is in them.
  @Override
  public long fingerprint() {
    long print = RandomStream.mix(classes.hashCode());
    for (int number = 0; number < size(); number++)
      print =
          RandomStream.mix(print + 31L * lastName(files.get(number)).hashCode() + label(number));
    return print;
  }
}
