package dev.uvaha.images;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/// Whether a PNG has more frames than the one that the JDK shows: its chunk `acTL`, which stands
/// before the pixels ("Portable Network Graphics", third edition, 11.3.6.1).
final class AnimatedPng {
  private static final int SIGNATURE = 8;
  private static final int CHECKSUM = 4;
  private static final int ANIMATION = 0x6163544c; // acTL
  private static final int PIXELS = 0x49444154; // IDAT

  private AnimatedPng() {}

  /// Leaves the stream where it was.
  static boolean is(ImageInputStream stream) throws IOException {
    stream.mark();
    try {
      stream.skipBytes(SIGNATURE);
      while (true) {
        long length = stream.readUnsignedInt();
        int type = stream.readInt();
        if (type == ANIMATION) return true;
        if (type == PIXELS || stream.skipBytes(length + CHECKSUM) < length) return false;
      }
    } catch (EOFException cutOff) {
      return false; // the decoder will say so
    } finally {
      stream.reset();
    }
  }
}
