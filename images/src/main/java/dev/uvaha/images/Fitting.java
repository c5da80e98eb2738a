package dev.uvaha.images;

/// How a picture of any size becomes one of a model's: scaled, and then its middle cut out.
///
/// @param resampling by which it is scaled
/// @param scaled to which size
/// @param height of what is cut out, at most the scaled one
/// @param width of what is cut out, at most the scaled one
public record Fitting(Resampling resampling, Scaled scaled, int height, int width) {
  /// A size to scale to.
  public sealed interface Scaled {
    /// Whatever the proportions were.
    record Sides(int height, int width) implements Scaled {}

    /// With the same proportions.
    record ShorterSide(int pixels) implements Scaled {}
  }

  public Fitting {
    if (height < 1 || width < 1)
      throw new IllegalArgumentException(
          "height and width must be 1 or more, got %d and %d".formatted(height, width));
    var fits =
        switch (scaled) {
          case Scaled.Sides sides -> height <= sides.height() && width <= sides.width();
          case Scaled.ShorterSide side -> Math.max(height, width) <= side.pixels();
        };
    if (!fits)
      throw new IllegalArgumentException(
          "what is cut out must not be larger than what it is cut from, got %d x %d of %s"
              .formatted(height, width, scaled));
  }

  /// All of the picture, by [Resampling#BILINEAR], whatever its proportions were.
  public static Fitting whole(int height, int width) {
    return new Fitting(Resampling.BILINEAR, new Scaled.Sides(height, width), height, width);
  }

  /// The picture as the model takes it.
  public Picture apply(Picture picture) {
    var resized =
        switch (scaled) {
          case Scaled.Sides sides -> resampling.resize(picture, sides.height(), sides.width());
          case Scaled.ShorterSide side -> resampling.resizeShorterSide(picture, side.pixels());
        };
    return middle(resized, height, width);
  }

  /// What of a picture the model sees, in the picture's own pixels.
  public Picture seen(Picture picture) {
    var shorter = Math.min(picture.height(), picture.width());
    return switch (scaled) {
      case Scaled.Sides sides ->
          middle(
              picture,
              share(picture.height(), height, sides.height()),
              share(picture.width(), width, sides.width()));
      case Scaled.ShorterSide side ->
          middle(
              picture, share(shorter, height, side.pixels()), share(shorter, width, side.pixels()));
    };
  }

  private static int share(int pixels, int part, int of) {
    return Math.max(1, (int) Math.round((double) pixels * part / of));
  }

  private static Picture middle(Picture picture, int height, int width) {
    if (height == picture.height() && width == picture.width()) return picture;
    return picture.crop(
        (picture.height() - height) / 2, (picture.width() - width) / 2, height, width);
  }
}
