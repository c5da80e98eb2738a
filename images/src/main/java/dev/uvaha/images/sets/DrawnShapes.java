package dev.uvaha.images.sets;

import dev.uvaha.images.Picture;
import dev.uvaha.images.RandomStream;
import java.util.List;
import java.util.Locale;

/// Shapes in colours, drawn when asked for: a data set without files, as large as one likes.
///
/// A picture's class is the kind of its largest shape: circle, square, triangle, star, cross, ring,
/// crescent, heart, arrow or bar, of any colour, place and turn. Smaller shapes of any kind lie
/// under it or over its edge. Everything follows from the seed, the part and the number, and the
/// parts have no picture in common. Classes take turns, so any stretch is balanced.
///
/// @param side length, in pixels, 8 or more; 32 shows all kinds well
/// @param count of pictures
/// @param clutter how much there is besides the shape
public record DrawnShapes(int side, int count, Part part, long seed, Clutter clutter)
    implements LabelledPictures {
  private static final List<ShapeKind> KINDS = List.of(ShapeKind.values());
  private static final List<String> CLASSES =
      KINDS.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  private static final int SMALLEST = 8;
  private static final double LEAST_RADIUS = 0.24; // of the side
  private static final double MOST_RADIUS = 0.45;
  private static final double CONTRAST = 150; // red, green and blue together

  public DrawnShapes {
    if (side < SMALLEST || count < 1)
      throw new IllegalArgumentException(
          "DrawnShapes: expected side >= 8 and count >= 1, got side=%d, count=%d"
              .formatted(side, count));
  }

  /// Pictures of 32 × 32 with the usual clutter.
  public DrawnShapes(int count, Part part, long seed) {
    this(32, count, part, seed, Clutter.USUAL);
  }

  /// What makes the shape harder to see.
  ///
  /// @param shapes at most so many smaller ones
  /// @param noise its standard deviation is at most this, of samples from 0 to 255
  public record Clutter(int shapes, double noise) {
    public static final Clutter NONE = new Clutter(0, 0);
    public static final Clutter USUAL = new Clutter(3, 20);

    public Clutter {
      if (shapes < 0 || !(noise >= 0))
        throw new IllegalArgumentException(
            "Clutter: must not be negative, got shapes=%d, noise=%s".formatted(shapes, noise));
    }
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public int label(int number) {
    return number % CLASSES.size();
  }

  @Override
  public Picture picture(int number) {
    var random =
        RandomStream.of(
            seed,
            switch (part) {
              case TRAIN -> 0;
              case TEST -> 1;
            },
            number);
    var top = colour(random);
    var bottom = random.chance(0.5) ? top : near(top, random);
    var canvas = new Canvas(side, top, bottom);
    double radius = side * random.between(LEAST_RADIUS, MOST_RADIUS);
    var shape = place(KINDS.get(label(number)), radius, radius, random);
    int others = random.below(clutter.shapes() + 1);
    for (int under = random.below(others + 1); under > 0; under--, others--)
      canvas.draw(other(radius, random), contrasting(top, random));
    canvas.draw(shape, contrasting(top, random));
    for (; others > 0; others--) {
      var over = other(radius, random);
      var colour = contrasting(top, random);
      if (over.distance(shape) >= radius) canvas.draw(over, colour); // its edge at most
    }
    return canvas.picture(clutter.noise() * random.unit(), random);
  }

  private Canvas.Placed other(double largest, RandomStream random) {
    double radius = largest * random.between(0.25, 0.5);
    return place(KINDS.get(random.below(KINDS.size())), radius, 0, random);
  }

  private Canvas.Placed place(ShapeKind kind, double radius, double margin, RandomStream random) {
    double x = random.between(margin, side - margin);
    double y = random.between(margin, side - margin);
    return new Canvas.Placed(kind, x, y, radius, random.between(0, 2 * Math.PI));
  }

  private static float[] colour(RandomStream random) {
    return new float[] {random.below(256), random.below(256), random.below(256)};
  }

  private static float[] near(float[] colour, RandomStream random) {
    var near = colour.clone();
    for (int channel = 0; channel < near.length; channel++)
      near[channel] = (float) Math.clamp(near[channel] + random.between(-40, 40), 0, 255);
    return near;
  }

  private static float[] contrasting(float[] background, RandomStream random) {
    while (true) {
      var colour = colour(random);
      double distance = 0;
      for (int channel = 0; channel < colour.length; channel++)
        distance += Math.abs(colour[channel] - background[channel]);
      if (distance >= CONTRAST) return colour;
    }
  }

  @Override
  public List<String> classes() {
    return CLASSES;
  }

  @Override
  public String name(int number) {
    return "drawn shape " + number;
  }

  @Override
  public long fingerprint() {
    return RandomStream.mix(toString().hashCode());
  }
}
