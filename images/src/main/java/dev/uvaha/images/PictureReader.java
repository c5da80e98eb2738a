package dev.uvaha.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads PNG, JPEG, GIF and BMP files, by what they begin with and not by their names.
///
/// Whatever a file holds becomes 8 bits a sample in the channels asked for: 16 bits are rounded,
/// CMYK is converted, palettes are looked up, transparency is laid on white, and a JPEG is turned
/// as its EXIF orientation says; colour profiles are not applied, as usual for data sets. Refused,
/// by one line that names the file: what is larger than the limits (before a pixel is decoded),
/// animated, cut off, damaged, or no picture.
///
/// Safe to share between threads.
public record PictureReader(Channels channels, PictureLimits limits) {
  /// A reader of pictures within [PictureLimits#DEFAULT].
  public PictureReader(Channels channels) {
    this(channels, PictureLimits.DEFAULT);
  }

  /// Reads a file's picture.
  ///
  /// @throws PictureException if it has none that can be used
  public Picture read(Path file) {
    try {
      checkSize(file);
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  /// Reads the picture of a file that is in memory already, such as one that was sent.
  ///
  /// @param name what messages call it
  /// @throws PictureException if it has none that can be used
  public Picture read(String name, byte[] bytes) {
    checkSize(name, bytes.length);
    var format = format(name, bytes);
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      var picture = decode(name, format, stream);
      if (format == PictureFormat.JPEG) picture = JpegOrientation.of(bytes).turn(picture);
      return channels.of(picture);
    } catch (IOException failure) {
      throw new PictureException(
          "%s: is a damaged %s; replace or remove it".formatted(name, format.title()), failure);
    }
  }

  /// Looks at a file's beginning only: quick, yet blind to what is damaged further on.
  ///
  /// @throws PictureException if it has no picture within the limits
  public PictureHeader header(Path file) {
    try {
      checkSize(file);
      byte[] head;
      try (var in = Files.newInputStream(file)) {
        head = in.readNBytes(PictureFormat.LONGEST);
      }
      var format = format(file.toString(), head);
      try (var stream = new FileImageInputStream(file.toFile())) {
        return withReader(
            file.toString(), format, stream, reader -> header(file.toString(), format, reader));
      }
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private void checkSize(Path file) throws IOException {
    if (Files.isDirectory(file))
      throw new PictureException(file + ": is a folder; give a picture's file");
    checkSize(file.toString(), Files.size(file));
  }

  private void checkSize(String file, long size) {
    if (size == 0) throw new PictureException(file + ": is empty; replace or remove it");
    if (size > limits.bytes())
      throw new PictureException(
          String.format(
              Locale.ROOT,
              "%s: has %,d bytes, more than the limit of %,d; make it smaller or raise the limit",
              file,
              size,
              limits.bytes()));
  }

  private static PictureFormat format(String file, byte[] head) {
    var format = PictureFormat.of(head);
    if (format == PictureFormat.NONE)
      throw new PictureException(
          file + ": is no picture; give PNG, JPEG, GIF or BMP, or remove it");
    if (!format.readable())
      throw new PictureException(
          "%s: is %s, which is not read; convert it to PNG or JPEG"
              .formatted(file, format.title()));
    return format;
  }

  private PictureHeader header(String file, PictureFormat format, ImageReader reader)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1)
      throw new PictureException(
          "%s: its header says %d x %d pixels; it is damaged, replace or remove it"
              .formatted(file, width, height));
    if ((long) width * height > limits.pixels())
      throw new PictureException(
          String.format(
              Locale.ROOT,
              "%s: has %,d x %,d pixels, more than the limit of %,d in all; make it smaller or raise the limit",
              file,
              width,
              height,
              limits.pixels()));
    return new PictureHeader(format.title(), height, width);
  }

  private Picture decode(String file, PictureFormat format, ImageInputStream stream)
      throws IOException {
    if (format == PictureFormat.PNG && AnimatedPng.is(stream)) throw animated(file);
    return withReader(
        file,
        format,
        stream,
        reader -> {
          header(file, format, reader);
          if (format == PictureFormat.GIF && reader.getNumImages(true) > 1) throw animated(file);
          // A JPEG that is cut off is only warned of: what is missing comes out grey.
          reader.addIIOReadWarningListener((_, warning) -> {
            if (warning.contains("Truncated") || warning.contains("premature end"))
              throw new PictureException(file + ": is cut off; replace or remove it");
          });
          return Samples.of(reader.read(0));
        });
  }

  private static PictureException animated(String file) {
    return new PictureException(file + ": is animated; give one frame of it, as a PNG or JPEG");
  }

  @FunctionalInterface
  private interface Reading<R> {
    R with(ImageReader reader) throws IOException;
  }

  private static <R> R withReader(
      String file, PictureFormat format, ImageInputStream stream, Reading<R> reading) {
    var reader = ImageIO.getImageReadersByFormatName(format.title()).next();
    try {
      reader.setInput(stream, false, true);
      return reading.with(reader);
    } catch (PictureException refused) {
      throw refused;
    } catch (IOException | RuntimeException damage) { // decoders throw both at damaged files
      throw new PictureException(
          "%s: is a damaged or cut off %s; replace or remove it".formatted(file, format.title()),
          damage);
    } finally {
      reader.dispose();
    }
  }

  private static PictureException unreadable(Path file, IOException failure) {
    if (failure instanceof NoSuchFileException)
      return new PictureException(file + ": there is no such file", failure);
    return new PictureException(
        "%s: cannot be read (%s); check its permissions and the disk"
            .formatted(file, failure.getMessage()),
        failure);
  }
}
