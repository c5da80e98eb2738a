package dev.uvaha.studio.layers;

/// The rows of the lecture's table of layers ("Attention Is All You Need", table 1), which map n
/// vectors of width d to n others.
enum LayerKind {
  SELF_ATTENTION,
  RECURRENT,
  CONVOLUTIONAL,
  /// Self-attention to the r nearest positions.
  RESTRICTED;

  /// What the table's formulas depend on.
  ///
  /// @param length n
  /// @param width d
  /// @param kernel k, of the convolution
  /// @param neighbours r, of the restricted self-attention
  record Sizes(int length, int width, int kernel, int neighbours) {
    private static final int MOST = 1 << 20;

    Sizes {
      check("length", length);
      check("width", width);
      check("kernel", kernel);
      check("neighbours", neighbours);
    }

    private static void check(String name, int value) {
      if (value < 1 || value > MOST)
        throw new IllegalArgumentException(
            "%s must be 1 to %,d, got %,d".formatted(name, MOST, value));
    }

    Sizes withLength(int other) {
      return new Sizes(other, width, kernel, neighbours);
    }

    Sizes withWidth(int other) {
      return new Sizes(length, other, kernel, neighbours);
    }
  }

  /// The table's first column: n²·d, n·d², k·n·d² or r·n·d, constant factors left out as there.
  /// What a layer cannot look at costs nothing: r is n at most.
  double operations(Sizes sizes) {
    double n = sizes.length();
    double d = sizes.width();
    return switch (this) {
      case SELF_ATTENTION -> n * n * d;
      case RECURRENT -> n * d * d;
      case CONVOLUTIONAL -> sizes.kernel() * n * d * d;
      case RESTRICTED -> Math.min(sizes.neighbours(), n) * n * d;
    };
  }

  /// Steps that must wait for one another.
  double sequential(Sizes sizes) {
    return switch (this) {
      case SELF_ATTENTION, CONVOLUTIONAL, RESTRICTED -> 1;
      case RECURRENT -> sizes.length();
    };
  }

  /// Layers, or steps within one, that the longest way between two positions leads through: 1, n,
  /// n/k of contiguous kernels (section 4; the table's log_k n is that of dilated ones) and n/r.
  double path(Sizes sizes) {
    double n = sizes.length();
    return switch (this) {
      case SELF_ATTENTION -> 1;
      case RECURRENT -> n;
      case CONVOLUTIONAL -> Math.max(1, Math.ceil(n / sizes.kernel()));
      case RESTRICTED -> Math.max(1, Math.ceil(n / sizes.neighbours()));
    };
  }

  /// The longest way through convolutions whose gaps grow k-fold from layer to layer: log_k n.
  static double dilatedPath(Sizes sizes) {
    if (sizes.kernel() == 1) return sizes.length();
    return Math.max(1, Math.ceil(Math.log(sizes.length()) / Math.log(sizes.kernel())));
  }
}
