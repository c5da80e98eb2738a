package dev.uvaha.lab.toy;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A sequence of 100 numbers with two triangles and two rectangles of different heights, and the
/// same one with each shape as high as its pair is on average (Fleuret, "Deep learning", 13.2).
///
/// Heights are uniform in (1, 25), those of a pair more than 4 apart, widths uniform in (5, 11);
/// shapes do not overlap; both sequences have noise uniform in ±0.15.
///
/// @param input and target, [#LENGTH] numbers each
@SuppressWarnings("ArrayRecordComponent") // plain numbers are the point; sequences are not compared
public record ToySequence(float[] input, float[] target) {
  /// Numbers of a sequence.
  public static final int LENGTH = 100;

  /// The mean square of the noise: no prediction can do better.
  public static final double NOISE_FLOOR = 0.15 * 0.15 / 3;

  private static final int SHAPES = 4;
  private static final double NOISE = 0.15;
  private static final double LEAST_DIFFERENCE = 4;

  /// Which shapes are a pair.
  public enum Pairing {
    /// Task 1: the triangles, and the rectangles.
    BY_KIND,
    /// Task 2: the two leftmost, and the two rightmost.
    BY_SIDE
  }

  private enum Kind {
    TRIANGLE,
    RECTANGLE
  }

  private record Shape(Kind kind, double left, double width, double height) {
    double at(int position) {
      var inside = (position - left) / width; // 0 to 1
      if (inside < 0 || inside >= 1) return 0;
      return switch (kind) {
        case RECTANGLE -> height;
        case TRIANGLE -> height * (1 - Math.abs(2 * inside - 1));
      };
    }

    Shape withHeight(double other) {
      return new Shape(kind, left, width, other);
    }

    boolean overlaps(Shape other) {
      return left < other.left + other.width && other.left < left + width;
    }
  }

  static ToySequence draw(Pairing pairing, RandomGenerator random) {
    var shapes = shapes(pairing, random);
    var partners = partners(shapes, pairing);
    var input = new float[LENGTH];
    var target = new float[LENGTH];
    for (var i = 0; i < SHAPES; i++) {
      var mean = (shapes[i].height() + shapes[partners[i]].height()) / 2;
      var evened = shapes[i].withHeight(mean);
      for (var t = 0; t < LENGTH; t++) {
        input[t] += (float) shapes[i].at(t);
        target[t] += (float) evened.at(t);
      }
    }
    for (var t = 0; t < LENGTH; t++) {
      input[t] += (float) random.nextDouble(-NOISE, NOISE);
      target[t] += (float) random.nextDouble(-NOISE, NOISE);
    }
    return new ToySequence(input, target);
  }

  /// Draws until nothing overlaps and each pair's heights differ enough.
  private static Shape[] shapes(Pairing pairing, RandomGenerator random) {
    while (true) {
      var shapes = new Shape[SHAPES];
      for (var i = 0; i < SHAPES; i++) {
        var width = random.nextDouble(5, 11);
        shapes[i] =
            new Shape(
                i % 2 == 0 ? Kind.TRIANGLE : Kind.RECTANGLE,
                random.nextDouble(0, LENGTH - width),
                width,
                random.nextDouble(1, 25));
      }
      if (fits(shapes, partners(shapes, pairing))) return shapes;
    }
  }

  private static boolean fits(Shape[] shapes, int[] partners) {
    for (var i = 0; i < SHAPES; i++) {
      if (Math.abs(shapes[i].height() - shapes[partners[i]].height()) <= LEAST_DIFFERENCE)
        return false;
      for (var j = i + 1; j < SHAPES; j++) if (shapes[i].overlaps(shapes[j])) return false;
    }
    return true;
  }

  /// The other one of each shape's pair.
  private static int[] partners(Shape[] shapes, Pairing pairing) {
    return switch (pairing) {
      case BY_KIND -> new int[] {2, 3, 0, 1};
      case BY_SIDE -> {
        var order =
            IntStream.range(0, SHAPES)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> shapes[i].left()))
                .toList();
        var partners = new int[SHAPES];
        for (var i = 0; i < SHAPES; i++) partners[order.get(i)] = order.get(i ^ 1);
        yield partners;
      }
    };
  }
}
