package dev.uvaha.images.sets;

import dev.uvaha.images.PictureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The binary files of CIFAR-10 and CIFAR-100 (Krizhevsky, 2009): 32 × 32 pictures in colour, each
/// after its label; kept in memory.
public final class CifarFiles {
  private static final StoredPictures.Size SIZE = new StoredPictures.Size(3, 32, 32);

  private CifarFiles() {}

  /// Reads `cifar-10-batches-bin`: `data_batch_1.bin` to `data_batch_5.bin`, or `test_batch.bin`,
  /// and the classes from `batches.meta.txt`.
  ///
  /// @throws PictureException if a file is missing or cut off or has a label out of range: one line
  public static LabelledPictures cifar10(Path folder, Part part) {
    var files =
        switch (part) {
          case TRAIN ->
              IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin").toList();
          case TEST -> List.of("test_batch.bin");
        };
    return read(folder, files, 1, classes(folder.resolve("batches.meta.txt"), 10));
  }

  /// Reads `cifar-100-binary`: `train.bin` or `test.bin`, and the classes from
  /// `fine_label_names.txt`; the coarse labels are left out.
  ///
  /// @throws PictureException as [#cifar10(Path, Part)]
  public static LabelledPictures cifar100(Path folder, Part part) {
    var file =
        switch (part) {
          case TRAIN -> "train.bin";
          case TEST -> "test.bin";
        };
    return read(folder, List.of(file), 2, classes(folder.resolve("fine_label_names.txt"), 100));
  }

  /// @param labelBytes before each picture; the last is the label
  private static LabelledPictures read(
      Path folder, List<String> files, int labelBytes, List<String> classes) {
    var labels = new ByteArrayOutputStream();
    var samples = new ByteArrayOutputStream();
    int step = labelBytes + SIZE.samples();
    for (var name : files) {
      var file = folder.resolve(name);
      var bytes = bytes(file);
      if (bytes.length == 0 || bytes.length % step != 0)
        throw new PictureException(
            "%s: has %,d bytes, which are not whole pictures of %,d; it is cut off or another file, fetch it again"
                .formatted(file, bytes.length, step));
      for (int at = 0; at < bytes.length; at += step) {
        int label = bytes[at + labelBytes - 1] & 0xff;
        if (label >= classes.size())
          throw new PictureException(
              "%s: picture %d has label %d, there are %d classes; is it of the other CIFAR?"
                  .formatted(file, at / step, label, classes.size()));
        labels.write(label);
        samples.write(bytes, at + labelBytes, SIZE.samples());
      }
    }
    return new StoredPictures(
        folder.toString(), SIZE, samples.toByteArray(), labels.toByteArray(), classes);
  }

  private static List<String> classes(Path file, int count) {
    var names = new String(bytes(file), StandardCharsets.UTF_8);
    var classes = names.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (classes.size() != count)
      throw new PictureException(
          "%s: has %d names, expected the %d classes, a line each"
              .formatted(file, classes.size(), count));
    return classes;
  }

  private static byte[] bytes(Path file) {
    if (!Files.exists(file))
      throw new PictureException(
          "%s: is missing; give the folder that holds CIFAR's binary files".formatted(file));
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new PictureException(
          "%s: cannot be read (%s)".formatted(file, failure.getMessage()), failure);
    }
  }
}
