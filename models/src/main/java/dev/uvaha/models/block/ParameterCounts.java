package dev.uvaha.models.block;

/// How many numbers training sets in the parts of a Transformer, told before any is made. What is
/// more than a `long` holds is the greatest one, so that absurd sizes stay absurd.
public final class ParameterCounts {
  private ParameterCounts() {}

  /// Of an attention with four maps and biases: 4 · (D² + D).
  public static long attention(long width) {
    return product(4, width, width + 1);
  }

  /// Of a network with two maps and biases: (D · I + I) + (I · D + D).
  public static long feedForward(long width, long innerWidth) {
    return sum(product(2, innerWidth, width), innerWidth, width);
  }

  /// Of a scale and a shift: 2 · D.
  public static long norm(long width) {
    return product(2, width);
  }

  /// Of counts that are not negative.
  public static long product(long... factors) {
    var product = 1L;
    for (var factor : factors) {
      if (factor == 0) return 0;
      product = product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
    }
    return product;
  }

  /// Of counts that are not negative.
  public static long sum(long... counts) {
    var sum = 0L;
    for (var count : counts) sum = sum > Long.MAX_VALUE - count ? Long.MAX_VALUE : sum + count;
    return sum;
  }
}
