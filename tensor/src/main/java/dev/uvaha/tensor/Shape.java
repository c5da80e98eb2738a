package dev.uvaha.tensor;

import java.util.Arrays;

/// The sizes of a tensor's dimensions; `[]` is a scalar's. Immutable.
public final class Shape {
  private final long[] sizes;

  private Shape(long[] sizes) {
    this.sizes = sizes;
  }

  /// The shape of these sizes, each 0 or more.
  public static Shape of(long... sizes) {
    for (var size : sizes)
      if (size < 0)
        throw new IllegalArgumentException("a size is 0 or more, got " + Arrays.toString(sizes));
    return new Shape(sizes.clone());
  }

  /// How many dimensions.
  public int rank() {
    return sizes.length;
  }

  /// The size of a dimension; `-1` is the last.
  public long size(int dimension) {
    var index = dimension < 0 ? dimension + sizes.length : dimension;
    if (index < 0 || index >= sizes.length)
      throw new IllegalArgumentException("dimension " + dimension + " of shape " + this);
    return sizes[index];
  }

  /// The product of the sizes; 1 for a scalar.
  ///
  /// @throws IllegalArgumentException if it is over 2^63
  public long elements() {
    var product = 1L;
    for (var size : sizes) {
      if (size != 0 && product > Long.MAX_VALUE / size)
        throw new IllegalArgumentException("shape " + this + " has more than 2^63 elements");
      product *= size;
    }
    return product;
  }

  /// A copy of the sizes.
  public long[] sizes() {
    return sizes.clone();
  }

  /// Whether these are the sizes.
  public boolean is(long... expected) {
    return Arrays.equals(sizes, expected);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// As in `[8, 37, 512]`.
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
