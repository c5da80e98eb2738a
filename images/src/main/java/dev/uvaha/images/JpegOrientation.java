package dev.uvaha.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a JPEG is to be turned to stand upright: the tag `Orientation` of its EXIF part (CIPA
/// DC-008, Exif 2.32, 4.6.4).
enum JpegOrientation {
  UPRIGHT,
  MIRRORED,
  TURNED_HALF,
  UPSIDE_DOWN_MIRRORED,
  TRANSPOSED,
  TURNED_LEFT, // to be turned right
  TRANSVERSED,
  TURNED_RIGHT; // to be turned left

  private static final int APP1 = 0xffe1;
  private static final int START_OF_SCAN = 0xffda;
  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  /// Upright if the file does not say, or not readably.
  static JpegOrientation of(byte[] file) {
    try {
      var jpeg = ByteBuffer.wrap(file);
      for (int at = 2; at + 4 <= file.length; ) {
        int marker = jpeg.getShort(at) & 0xffff;
        if (marker == START_OF_SCAN || marker < 0xff00) break;
        int length = jpeg.getShort(at + 2) & 0xffff;
        if (marker == APP1 && jpeg.getInt(at + 4) == 0x45786966) // Exif
        return ofTiff(jpeg.slice(at + 10, length - 8));
        at += 2 + length;
      }
    } catch (IndexOutOfBoundsException damage) {
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  private static JpegOrientation ofTiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int entry = 0; entry < entries; entry++) {
      int at = directory + 2 + entry * ENTRY;
      if ((tiff.getShort(at) & 0xffff) != TAG) continue;
      int value = tiff.getShort(at + 8) & 0xffff;
      return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
    }
    return UPRIGHT;
  }

  Picture turn(Picture picture) {
    return switch (this) {
      case UPRIGHT -> picture;
      case MIRRORED -> picture.flip();
      case TURNED_HALF -> upsideDown(picture).flip();
      case UPSIDE_DOWN_MIRRORED -> upsideDown(picture);
      case TRANSPOSED -> transpose(picture);
      case TURNED_LEFT -> transpose(picture).flip();
      case TRANSVERSED -> upsideDown(transpose(picture).flip());
      case TURNED_RIGHT -> upsideDown(transpose(picture));
    };
  }

  private static Picture upsideDown(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    var turned = picture.blank();
    for (int row = 0; row < picture.channels() * height; row++) {
      int to = row / height * height + height - 1 - row % height;
      System.arraycopy(picture.samples(), row * width, turned, to * width, width);
    }
    return picture.with(turned);
  }

  /// Rows become columns.
  private static Picture transpose(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    var turned = picture.blank();
    for (int channel = 0; channel < picture.channels(); channel++)
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          turned[(channel * width + x) * height + y] = (byte) picture.sample(channel, y, x);
    return new Picture(picture.channels(), width, height, turned);
  }
}
