package dev.uvaha.images;

/// What every picture of a file becomes, so that those of a set are alike.
public enum Channels {
  GREY(1),
  RGB(3);

  private final int count;

  Channels(int count) {
    this.count = count;
  }

  /// How many there are.
  public int count() {
    return count;
  }

  Picture of(Picture picture) {
    return switch (this) {
      case GREY -> picture.grey();
      case RGB -> picture.rgb();
    };
  }
}
