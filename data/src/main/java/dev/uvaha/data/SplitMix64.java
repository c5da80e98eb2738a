package dev.uvaha.data;

/// Steele, Lea and Flood's SplitMix64 ("Fast Splittable Pseudorandom Number Generators", 2014).
///
/// Written out, since an order that a run resumes must not change with the JDK's default
/// algorithms.
final class SplitMix64 {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private SplitMix64(long state) {
    this.state = state;
  }

  /// A stream of its own for each pair of seed and epoch.
  static SplitMix64 of(long seed, int epoch) {
    return new SplitMix64(mix(mix(seed) + GOLDEN * (epoch + 1L)));
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  /// Scatters the bits of a number, one to one.
  static long mix(long value) {
    value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    value = (value ^ (value >>> 27)) * 0x94D049BB133111EBL;
    return value ^ (value >>> 31);
  }

  /// A number from 0 up to, not including, `bound`; its bias, below 2^-32, matters to no shuffle.
  int below(int bound) {
    return (int) below((long) bound);
  }

  /// [#below(int)] of larger bounds.
  long below(long bound) {
    return Math.unsignedMultiplyHigh(next(), bound);
  }
}
