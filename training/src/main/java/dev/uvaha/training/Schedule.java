package dev.uvaha.training;

/// The learning rate of each step: a pure function, so that nothing of it needs saving. Only a
/// cosine in a training of limited time looks at the clock too, and only if the steps would take
/// longer.
///
/// Every schedule rises linearly over its warm-up steps: step 1 has `peak / warmup`, step `warmup`
/// has `peak`.
public sealed interface Schedule {
  /// The learning rate of a step, however long it took to come to it.
  ///
  /// @param step 1 or more
  double rate(long step);

  /// The learning rate of a step in a training whose time is limited.
  ///
  /// @param step 1 or more
  /// @param timeShare how much of the time is behind, 0 to 1
  default double rate(long step, double timeShare) {
    return rate(step);
  }

  /// The paper's schedule, `width^-0.5 · min(step^-0.5, step · warmup^-1.5)` ("Attention Is All You
  /// Need", eq. 3): an inverse square root whose peak is `(width · warmup)^-0.5`.
  static Schedule paper(int width, long warmup) {
    if (width < 1) throw new IllegalArgumentException("width must be 1 or more, got " + width);
    return new InverseSquareRoot(1 / Math.sqrt((double) width * warmup), warmup);
  }

  /// After the warm-up `peak · √(warmup / step)`.
  ///
  /// @param warmup at least 1: the decay is measured by it
  record InverseSquareRoot(double peak, long warmup) implements Schedule {
    public InverseSquareRoot {
      check(peak, warmup);
      if (warmup < 1)
        throw new IllegalArgumentException("an inverse square root needs a warm-up, got " + warmup);
    }

    @Override
    public double rate(long step) {
      return step < warmup ? rising(peak, warmup, step) : peak * Math.sqrt((double) warmup / step);
    }
  }

  /// After the warm-up half a cosine wave from `peak` down to `floor` at step `total`, and `floor`
  /// from then on. Where the time is over first, it is at `floor` by then: a rate cut off in its
  /// fall would leave the model far worse.
  record Cosine(double peak, long warmup, long total, double floor) implements Schedule {
    public Cosine {
      check(peak, warmup);
      if (total <= warmup)
        throw new IllegalArgumentException(
            "total must be over the warm-up: total=%d, warmup=%d".formatted(total, warmup));
      if (!(floor >= 0 && floor <= peak))
        throw new IllegalArgumentException(
            "floor must be in [0, peak]: floor=%s, peak=%s".formatted(floor, peak));
    }

    @Override
    public double rate(long step) {
      if (step < warmup) return rising(peak, warmup, step);
      return falling((double) step);
    }

    @Override
    public double rate(long step, double timeShare) {
      return step < warmup ? rate(step) : falling(Math.max((double) step, timeShare * total));
    }

    private double falling(double place) {
      if (place >= total) return floor;
      var done = (place - warmup) / (total - warmup);
      return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * done));
    }
  }

  /// After the warm-up a straight line from `peak` down to 0 at step `total` (Radford et al. 2018,
  /// section 4.1).
  record Linear(double peak, long warmup, long total) implements Schedule {
    public Linear {
      check(peak, warmup);
      if (total <= warmup)
        throw new IllegalArgumentException(
            "total must be over the warm-up: total=%d, warmup=%d".formatted(total, warmup));
    }

    @Override
    public double rate(long step) {
      if (step < warmup) return rising(peak, warmup, step);
      return step >= total ? 0 : peak * (total - step) / (total - warmup);
    }
  }

  /// After the warm-up `peak`.
  record Constant(double peak, long warmup) implements Schedule {
    public Constant {
      check(peak, warmup);
    }

    @Override
    public double rate(long step) {
      return step < warmup ? rising(peak, warmup, step) : peak;
    }
  }

  private static double rising(double peak, long warmup, long step) {
    return peak * step / warmup;
  }

  private static void check(double peak, long warmup) {
    if (!(peak > 0 && peak < Double.POSITIVE_INFINITY))
      throw new IllegalArgumentException("the peak rate must be over 0, got " + peak);
    if (warmup < 0)
      throw new IllegalArgumentException("the warm-up must be 0 steps or more, got " + warmup);
  }
}
