package dev.uvaha.images;

import java.util.Arrays;

/// What kind of picture a file begins like, whatever its name says.
enum PictureFormat {
  PNG("PNG", "\u0089PNG\r\n\u001a\n"),
  JPEG("JPEG", "\u00ff\u00d8\u00ff"),
  GIF("GIF", "GIF8"),
  BMP("BMP", "BM"),
  WEBP("WebP", "RIFF....WEBP"),
  TIFF_LITTLE("TIFF", "II*\0"),
  TIFF_BIG("TIFF", "MM\0*"),
  HEIF("HEIF or AVIF", "....ftyp"),
  NONE("no picture", "");

  static final int LONGEST = 12;

  private final String title;
  private final String beginning;

  PictureFormat(String title, String beginning) {
    this.title = title;
    this.beginning = beginning;
  }

  static PictureFormat of(byte[] head) {
    return Arrays.stream(values()).filter(format -> format.begins(head)).findFirst().orElse(NONE);
  }

  private boolean begins(byte[] head) {
    if (head.length < beginning.length()) return false;
    for (int i = 0; i < beginning.length(); i++)
      if (beginning.charAt(i) != '.' && beginning.charAt(i) != (head[i] & 0xff)) return false;
    return true;
  }

  String title() {
    return title;
  }

  boolean readable() {
    return switch (this) {
      case PNG, JPEG, GIF, BMP -> true;
      case WEBP, TIFF_LITTLE, TIFF_BIG, HEIF, NONE -> false;
    };
  }
}
