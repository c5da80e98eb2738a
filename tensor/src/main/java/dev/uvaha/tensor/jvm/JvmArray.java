package dev.uvaha.tensor.jvm;

import java.util.Arrays;

/// An n-dimensional array in a Java array: element `[i, j, …]` stands at `offset + i · strides[0] +
/// j · strides[1] + …`. Views share the Java array.
public final class JvmArray {
  /// What the elements are.
  public enum Element {
    FLOAT32,
    FLOAT16,
    /// 8-bit integers times a scale for each row; matrices by columns alone.
    QINT8,
    INT64,
    BOOL;

    boolean isFloating() {
      return this == FLOAT32 || this == FLOAT16 || this == QINT8;
    }
  }

  private final Element element;
  private final Object values; // float[], short[] (bits of float16), ScaledBytes, long[], boolean[]
  private final int offset;
  private final int[] sizes;
  private final int[] strides;

  private JvmArray(Element element, Object values, int offset, int[] sizes, int[] strides) {
    this.element = element;
    this.values = values;
    this.offset = offset;
    this.sizes = sizes;
    this.strides = strides;
  }

  /// Over the given values, in order.
  public static JvmArray of(float[] values, int... sizes) {
    return ordered(Element.FLOAT32, values, sizes);
  }

  /// Over the given values, in order.
  public static JvmArray of(long[] values, int... sizes) {
    return ordered(Element.INT64, values, sizes);
  }

  /// Over the given values, in order.
  public static JvmArray of(boolean[] values, int... sizes) {
    return ordered(Element.BOOL, values, sizes);
  }

  /// Zeros, in order.
  public static JvmArray zeros(Element element, int... sizes) {
    return ordered(element, Storage.allocate(element, Layout.count(sizes)), sizes);
  }

  /// Zeros `[rows, columns]`, one column after another: how the weight of a linear map lies, so
  /// that the products of one input with all outputs stand side by side.
  public static JvmArray zerosByColumn(Element element, int rows, int columns) {
    if (element == Element.QINT8)
      return ordered(element, ScaledBytes.zeros(rows, columns), new int[] {columns, rows})
          .permuted(1, 0);
    return zeros(element, columns, rows).permuted(1, 0);
  }

  private static JvmArray ordered(Element element, Object values, int[] sizes) {
    return new JvmArray(element, values, 0, sizes, Layout.ordered(sizes));
  }

  public Element element() {
    return element;
  }

  public int rank() {
    return sizes.length;
  }

  /// The size of a dimension; `-1` is the last.
  public int size(int dimension) {
    return sizes[index(dimension)];
  }

  /// A copy of the sizes.
  public int[] sizes() {
    return sizes.clone();
  }

  /// How many elements.
  public int count() {
    return Layout.count(sizes);
  }

  int stride(int dimension) {
    return strides[index(dimension)];
  }

  int offset() {
    return offset;
  }

  /// The Java array behind, float[] for FLOAT32.
  float[] floatsBehind() {
    return (float[]) values;
  }

  /// The Java array behind, the bits of FLOAT16.
  short[] halvesBehind() {
    return (short[]) values;
  }

  ScaledBytes bytesBehind() {
    return (ScaledBytes) values;
  }

  /// The elements in order, as float; the array behind if it is that.
  public float[] floats() {
    return switch (element) {
      case FLOAT32 -> (float[]) inOrder();
      case FLOAT16 -> {
        var halves = (short[]) inOrder();
        var floats = new float[halves.length];
        for (var i = 0; i < floats.length; i++) floats[i] = Float.float16ToFloat(halves[i]);
        yield floats;
      }
      case QINT8 -> {
        var floats = new float[count()];
        var inner = innerSize();
        var at = 0;
        for (var from : Layout.rowOffsets(offset, sizes, strides)) {
          bytesBehind().copy(from, innerStride(), floats, at, inner);
          at += inner;
        }
        yield floats;
      }
      case INT64 -> {
        var longs = (long[]) inOrder();
        var floats = new float[longs.length];
        for (var i = 0; i < floats.length; i++) floats[i] = longs[i];
        yield floats;
      }
      case BOOL -> {
        var flags = (boolean[]) inOrder();
        var floats = new float[flags.length];
        for (var i = 0; i < floats.length; i++) floats[i] = flags[i] ? 1 : 0;
        yield floats;
      }
    };
  }

  /// The elements in order, as long; the array behind if it is that.
  public long[] longs() {
    return switch (element) {
      case INT64 -> (long[]) inOrder();
      case FLOAT32, FLOAT16, QINT8, BOOL -> {
        var floats = floats();
        var longs = new long[floats.length];
        for (var i = 0; i < longs.length; i++) longs[i] = (long) floats[i];
        yield longs;
      }
    };
  }

  /// The elements of BOOL in order; the array behind if it is that.
  public boolean[] flags() {
    return (boolean[]) of(Element.BOOL).inOrder();
  }

  /// Itself if the elements are these, otherwise converted, in the same layout.
  public JvmArray of(Element wanted) {
    if (wanted == element) return this;
    var byColumn = isByColumn() || (wanted == Element.QINT8 && sizes.length == 2);
    var target = byColumn ? zerosByColumn(wanted, sizes[0], sizes[1]) : zeros(wanted, sizes);
    target.store(this);
    return target;
  }

  /// A copy with memory of its own, in the same layout.
  public JvmArray copy() {
    var target = isByColumn() ? zerosByColumn(element, sizes[0], sizes[1]) : zeros(element, sizes);
    target.store(this);
    return target;
  }

  /// Whether it is a matrix whose columns are contiguous.
  public boolean isByColumn() {
    return sizes.length == 2 && strides[0] == 1 && strides[1] == sizes[0] && sizes[0] > 1;
  }

  /// Itself if the elements stand in order, otherwise an ordered copy.
  public JvmArray contiguous() {
    return isOrdered() ? this : ordered(element, inOrder(), sizes);
  }

  /// Whether the elements stand side by side in order.
  public boolean isOrdered() {
    var expected = 1;
    for (var i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] != 1 && strides[i] != expected) return false;
      expected *= sizes[i];
    }
    return true;
  }

  /// The same elements in order under another shape; a view where the layout allows.
  ///
  /// @throws IllegalArgumentException if the counts differ
  public JvmArray reshaped(int... shape) {
    var wanted = Layout.inferred(shape, count());
    var viewed = Layout.viewed(sizes, strides, wanted);
    return viewed.isPresent()
        ? new JvmArray(element, values, offset, wanted, viewed.get())
        : ordered(element, inOrder(), wanted);
  }

  public JvmArray permuted(int... dimensions) {
    var newSizes = new int[dimensions.length];
    var newStrides = new int[dimensions.length];
    for (var i = 0; i < dimensions.length; i++) {
      newSizes[i] = size(dimensions[i]);
      newStrides[i] = stride(dimensions[i]);
    }
    return new JvmArray(element, values, offset, newSizes, newStrides);
  }

  public JvmArray transposed(int first, int second) {
    var order = new int[sizes.length];
    Arrays.setAll(order, i -> i);
    order[index(first)] = index(second);
    order[index(second)] = index(first);
    return permuted(order);
  }

  /// Repeats dimensions of size 1 and new ones in front without copying; -1 leaves a size.
  ///
  /// @throws IllegalArgumentException if a size does not fit
  public JvmArray expanded(int... shape) {
    var added = shape.length - sizes.length;
    var newSizes = shape.clone();
    var newStrides = new int[shape.length];
    for (var i = 0; i < shape.length; i++) {
      var known = i >= added;
      var size = known ? sizes[i - added] : 1;
      if (shape[i] == -1) newSizes[i] = size;
      if (added < 0 || (size != 1 && size != newSizes[i]))
        throw new IllegalArgumentException(
            "%s does not expand to %s".formatted(Arrays.toString(sizes), Arrays.toString(shape)));
      newStrides[i] = known && size == newSizes[i] ? strides[i - added] : 0;
    }
    return new JvmArray(element, values, offset, newSizes, newStrides);
  }

  /// The part `[start, start + length)` of a dimension.
  public JvmArray narrowed(int dimension, int start, int length) {
    var at = index(dimension);
    if (start < 0 || length < 0 || start + length > sizes[at])
      throw new IllegalArgumentException(
          "[%d, %d) of dimension %d of %s"
              .formatted(start, start + length, dimension, Arrays.toString(sizes)));
    var newSizes = sizes.clone();
    newSizes[at] = length;
    return new JvmArray(element, values, offset + start * strides[at], newSizes, strides);
  }

  /// One index of a dimension, which goes.
  public JvmArray selected(int dimension, int at) {
    return narrowed(dimension, at, 1).squeezed(dimension);
  }

  /// Without a dimension, if its size is 1.
  public JvmArray squeezed(int dimension) {
    var at = index(dimension);
    if (sizes[at] != 1) return this;
    return new JvmArray(
        element, values, offset, Layout.without(sizes, at), Layout.without(strides, at));
  }

  /// With a dimension of size 1.
  public JvmArray unsqueezed(int dimension) {
    var at = dimension < 0 ? dimension + sizes.length + 1 : dimension;
    return new JvmArray(
        element, values, offset, Layout.with(sizes, at, 1), Layout.with(strides, at, 0));
  }

  /// Takes the other's elements, converted and broadcast to this shape.
  public void store(JvmArray other) {
    var source = other.expanded(sizes);
    switch (element) {
      case FLOAT32 -> scatter(source.floats());
      case FLOAT16 -> {
        var floats = source.floats();
        var halves = new short[floats.length];
        for (var i = 0; i < halves.length; i++) halves[i] = Float.floatToFloat16(floats[i]);
        scatter(halves);
      }
      case QINT8 -> {
        if (!isByColumn()) throw Storage.onlyMatrices();
        for (var row = 0; row < sizes[0]; row++) storeRow(row, source.selected(0, row).floats());
      }
      case INT64 -> scatter(source.longs());
      case BOOL -> {
        if (source.element == Element.BOOL) {
          scatter(source.inOrder());
        } else {
          var floats = source.floats();
          var flags = new boolean[floats.length];
          for (var i = 0; i < flags.length; i++) flags[i] = floats[i] != 0;
          scatter(flags);
        }
      }
    }
  }

  /// Takes the elements of a row of a floating matrix.
  public void storeRow(int row, float[] elements) {
    var at = offset + row * strides[0];
    var step = strides[1];
    switch (element) {
      case FLOAT32 -> {
        var target = (float[]) values;
        for (var i = 0; i < elements.length; i++) target[at + i * step] = elements[i];
      }
      case FLOAT16 -> {
        var target = (short[]) values;
        for (var i = 0; i < elements.length; i++)
          target[at + i * step] = Float.floatToFloat16(elements[i]);
      }
      case QINT8 -> bytesBehind().storeRow(at, elements);
      case INT64, BOOL -> throw new IllegalArgumentException("the matrix holds no floats");
    }
  }

  /// Elements in order out of the array behind.
  private Object inOrder() {
    var count = count();
    if (isOrdered() && offset == 0 && Storage.length(element, values) == count) return values;
    var target = Storage.allocate(element, count);
    var inner = innerSize();
    var step = innerStride();
    var at = 0;
    for (var from : Layout.rowOffsets(offset, sizes, strides)) {
      Storage.copy(element, values, from, step, target, at, 1, inner);
      at += inner;
    }
    return target;
  }

  private int innerSize() {
    return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
  }

  private int innerStride() {
    return sizes.length == 0 ? 1 : strides[sizes.length - 1];
  }

  private void scatter(Object ordered) {
    var inner = innerSize();
    var step = innerStride();
    var at = 0;
    for (var to : Layout.rowOffsets(offset, sizes, strides)) {
      Storage.copy(element, ordered, at, 1, values, to, step, inner);
      at += inner;
    }
  }

  private int index(int dimension) {
    var at = dimension < 0 ? dimension + sizes.length : dimension;
    if (at < 0 || at >= sizes.length)
      throw new IllegalArgumentException(
          "dimension " + dimension + " of shape " + Arrays.toString(sizes));
    return at;
  }
}
