package dev.uvaha.images;

import dev.uvaha.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pictures as PNG. Needs no display and no fonts.
public final class PngFile {
  private PngFile() {}

  /// Replaces a file by the picture; missing folders are made.
  ///
  /// @throws UncheckedIOException if the disk does not take it, with one line
  public static void write(Path file, Picture picture) {
    try {
      AtomicFile.write(file, bytes(picture));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /// What the file would hold.
  public static byte[] bytes(Picture picture) {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(Samples.image(picture), "png", stream);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
