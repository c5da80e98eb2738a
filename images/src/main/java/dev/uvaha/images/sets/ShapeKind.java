package dev.uvaha.images.sets;

/// The shapes that are drawn, each around (0, 0), with x to the right, y down, and no point farther
/// than 1 away.
enum ShapeKind {
  CIRCLE,
  SQUARE,
  TRIANGLE,
  STAR,
  CROSS,
  RING,
  CRESCENT,
  HEART,
  ARROW,
  BAR;

  private static final double TIP = StrictMath.toRadians(72); // between a star's tips
  private static final double VALLEY = 0.42; // how far a star's inner corners are out
  private static final double VALLEY_X = VALLEY * StrictMath.cos(TIP / 2);
  private static final double VALLEY_Y = VALLEY * StrictMath.sin(TIP / 2);

  /// Whether a point is in the shape.
  boolean contains(double x, double y) {
    double square = x * x + y * y;
    if (square > 1) return false;
    return switch (this) {
      case CIRCLE -> square <= 0.9 * 0.9;
      case SQUARE -> Math.max(Math.abs(x), Math.abs(y)) <= 0.7;
      case TRIANGLE -> y <= 0.5 && Math.abs(x) * StrictMath.sqrt(3) <= y + 1;
      case STAR -> inStar(x, y);
      case CROSS -> Math.min(Math.abs(x), Math.abs(y)) <= 0.25;
      case RING -> square >= 0.55 * 0.55 && square <= 0.95 * 0.95;
      case CRESCENT -> square <= 0.95 * 0.95 && (x - 0.45) * (x - 0.45) + y * y >= 0.75 * 0.75;
      case HEART -> inHeart(1.3 * x, 0.12 - 1.3 * y);
      case ARROW -> x <= 0.1 ? x >= -0.95 && Math.abs(y) <= 0.2 : Math.abs(y) <= 0.75 * (0.98 - x);
      case BAR -> Math.abs(x) <= 0.95 && Math.abs(y) <= 0.28;
    };
  }

  /// Folded into half a tip, whose edge goes from (1, 0) to the inner corner.
  private static boolean inStar(double x, double y) {
    double angle = (StrictMath.atan2(x, -y) + 2 * Math.PI) % TIP;
    double folded = Math.min(angle, TIP - angle);
    double radius = StrictMath.sqrt(x * x + y * y);
    double along = radius * StrictMath.cos(folded) - 1;
    double across = radius * StrictMath.sin(folded);
    return (VALLEY_X - 1) * across - VALLEY_Y * along >= 0;
  }

  private static boolean inHeart(double x, double y) {
    double edge = x * x + y * y - 1;
    return edge * edge * edge <= x * x * y * y * y;
  }
}
