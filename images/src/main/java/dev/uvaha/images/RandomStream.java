package dev.uvaha.images;

/// Random numbers that a key alone decides, such as of seed, epoch and picture: Steele, Lea and
/// Flood's SplitMix64 ("Fast Splittable Pseudorandom Number Generators", 2014).
///
/// So what happens to a picture depends neither on the thread nor on the pictures before it.
/// Written out, since a run that is resumed by another JDK must see the same pictures. For one
/// thread.
public final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  /// The stream of a key; keys that differ in any part have streams of their own.
  public static RandomStream of(long... key) {
    long state = 0;
    for (long part : key) state = mix(state + GOLDEN + mix(part + GOLDEN));
    return new RandomStream(state);
  }

  /// Scatters the bits of a number, one to one.
  public static long mix(long value) {
    value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    value = (value ^ (value >>> 27)) * 0x94D049BB133111EBL;
    return value ^ (value >>> 31);
  }

  /// 64 random bits.
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /// A number from 0 up to, not including, `bound`; its bias, below 2^-32, matters to no picture.
  public int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(bits(), bound);
  }

  /// From 0 up to, not including, 1.
  public double unit() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /// From `least` up to `most`.
  public double between(double least, double most) {
    return least + (most - least) * unit();
  }

  /// True with this probability.
  public boolean chance(double probability) {
    return unit() < probability;
  }

  /// Of the standard normal distribution (Box and Muller, 1958).
  public double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * Math.PI * unit());
  }

  /// Of the beta distribution with both parameters `shape`, by two of the gamma distribution
  /// (Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000).
  public double beta(double shape) {
    double logOne = logGamma(shape);
    double logOther = logGamma(shape);
    return 1 / (1 + StrictMath.exp(logOther - logOne));
  }

  /// The logarithm, since small shapes give numbers too near to 0.
  private double logGamma(double shape) {
    if (shape < 1) return logGamma(shape + 1) + StrictMath.log(1 - unit()) / shape;
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = gaussian();
      double root = 1 + c * x;
      if (root <= 0) continue;
      double v = root * root * root;
      if (StrictMath.log(1 - unit()) < x * x / 2 + d * (1 - v + StrictMath.log(v)))
        return StrictMath.log(d * v);
    }
  }

  /// The numbers from 0 up to, not including, `count`, shuffled (Fisher and Yates).
  public int[] permutation(int count) {
    var numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int j = below(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
