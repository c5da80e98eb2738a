package dev.uvaha.images.sets;

import dev.uvaha.images.PictureException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Bytes in a box of some dimensions, gzipped or not: two zero bytes, the type, the number of
/// dimensions, the dimensions, all big-endian, and the bytes (LeCun et al., the MNIST database).
///
/// @param dimensions the first is the number of items
@SuppressWarnings("ArrayRecordComponent") // nobody compares files
record IdxFile(int[] dimensions, byte[] content) {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int GZIP = 0x1f8b;
  private static final int LARGEST = Integer.MAX_VALUE - 8; // that an array can be

  static IdxFile read(Path file, int dimensions) {
    try (var in = open(file)) {
      int header = in.readInt();
      if (header != (UNSIGNED_BYTES | dimensions))
        throw new PictureException(
            "%s: begins with %08x, expected %08x; give an IDX file of bytes in %d dimensions"
                .formatted(file, header, UNSIGNED_BYTES | dimensions, dimensions));
      var sizes = new int[dimensions];
      long all = 1;
      for (int dimension = 0; dimension < dimensions; dimension++) {
        sizes[dimension] = in.readInt();
        if (sizes[dimension] < 1) throw wrongHeader(file, sizes);
        all *= sizes[dimension];
        if (all > LARGEST) throw wrongHeader(file, sizes);
      }
      var content = in.readNBytes((int) all); // takes memory as it goes, whatever the header says
      if (content.length < all)
        throw new PictureException(
            "%s: is cut off: its header says %s bytes, it holds %,d; fetch it again"
                .formatted(file, product(sizes), content.length));
      if (in.read() >= 0)
        throw new PictureException(
            "%s: goes on after the %s bytes that its header says; fetch it again"
                .formatted(file, product(sizes)));
      return new IdxFile(sizes, content);
    } catch (EOFException | ZipException cutOff) {
      throw new PictureException(file + ": is cut off or damaged; fetch it again", cutOff);
    } catch (NoSuchFileException missing) {
      throw new PictureException(file + ": there is no such file", missing);
    } catch (IOException failure) {
      throw new PictureException(
          "%s: cannot be read (%s)".formatted(file, failure.getMessage()), failure);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    var stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      stream.mark(2);
      int beginning = stream.read() << 8 | stream.read();
      stream.reset();
      InputStream plain = beginning == GZIP ? new GZIPInputStream(stream, 1 << 16) : stream;
      return new DataInputStream(plain);
    } catch (IOException failure) {
      stream.close();
      throw failure;
    }
  }

  private static PictureException wrongHeader(Path file, int[] sizes) {
    return new PictureException(
        "%s: its header says %s bytes; it is damaged, fetch it again"
            .formatted(file, product(sizes)));
  }

  private static String product(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
  }
}
