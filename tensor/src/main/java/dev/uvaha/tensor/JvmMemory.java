package dev.uvaha.tensor;

import dev.uvaha.tensor.jvm.JvmArray;
import dev.uvaha.tensor.jvm.JvmArray.Element;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Values of the device `jvm` from elsewhere and back.
final class JvmMemory {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BFLOAT16_SHIFT = 16;

  private JvmMemory() {}

  static Shape shape(JvmArray array) {
    return Shape.of(Arrays.stream(array.sizes()).asLongStream().toArray());
  }

  static DataType dataType(Element element) {
    return switch (element) {
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT16 -> DataType.FLOAT16;
      case QINT8 -> DataType.QINT8;
      case INT64 -> DataType.INT64;
      case BOOL -> DataType.BOOL;
    };
  }

  static Element element(DataType type) {
    return switch (type) {
      case FLOAT32 -> Element.FLOAT32;
      case FLOAT16 -> Element.FLOAT16;
      case QINT8 -> Element.QINT8;
      case INT64 -> Element.INT64;
      case BOOL -> Element.BOOL;
      case FLOAT64, BFLOAT16, INT32, INT8, UINT8 ->
          throw new IllegalArgumentException(
              "the device jvm has FLOAT32, FLOAT16, QINT8, INT64 and BOOL, not " + type);
    };
  }

  /// A floating matrix lies by columns, as a weight does.
  static JvmArray zeros(DataType type, int... sizes) {
    return type.isFloating() && sizes.length == 2
        ? JvmArray.zerosByColumn(element(type), sizes[0], sizes[1])
        : JvmArray.zeros(element(type), sizes);
  }

  static JvmArray of(float[] values, long... sizes) {
    return JvmArray.of(values.clone(), checked(values.length, sizes));
  }

  static JvmArray of(long[] values, long... sizes) {
    return JvmArray.of(values.clone(), checked(values.length, sizes));
  }

  static double item(JvmArray array) {
    if (array.count() != 1)
      throw new IllegalArgumentException(
          "item(%s %s): needs one element".formatted(dataType(array.element()), shape(array)));
    return array.element() == Element.INT64 ? array.longs()[0] : array.floats()[0];
  }

  static Tensor toNative(JvmArray array) {
    var sizes = shape(array).sizes();
    return switch (array.element()) {
      case FLOAT32, QINT8 -> Tensors.of(array.floats(), sizes);
      case FLOAT16 -> Tensors.of(array.floats(), sizes).to(DataType.FLOAT16);
      case INT64 -> Tensors.of(array.longs(), sizes);
      case BOOL -> Tensors.of(array.longs(), sizes).to(DataType.BOOL);
    };
  }

  static JvmArray fromNative(Tensor tensor) {
    var sizes = tensor.shape().sizes();
    var type = tensor.dataType();
    if (!type.isFloating()) {
      var whole = of(tensor.toLongs(), sizes);
      return type == DataType.BOOL ? whole.of(Element.BOOL) : whole;
    }
    var array = of(tensor.toFloats(), sizes);
    var target = zeros(type == DataType.FLOAT16 ? type : DataType.FLOAT32, array.sizes());
    target.store(array);
    return target;
  }

  /// Takes values as they stand in a file, a row at a time, so that loading needs little more
  /// memory than the array itself.
  static void fill(JvmArray target, MemorySegment values, DataType type) {
    var width = target.rank() == 0 ? 1 : target.size(-1);
    var rows = width == 0 ? 0 : target.count() / width;
    var matrix = target.reshaped(rows, width);
    var row = new float[width];
    var raw = new short[width];
    for (var i = 0; i < rows; i++) {
      var from = (long) i * width;
      switch (type) {
        case FLOAT32 -> MemorySegment.copy(values, FLOAT, from * Float.BYTES, row, 0, width);
        case BFLOAT16 -> {
          MemorySegment.copy(values, SHORT, from * Short.BYTES, raw, 0, width);
          widen(raw, row);
        }
        case FLOAT16 -> {
          MemorySegment.copy(values, SHORT, from * Short.BYTES, raw, 0, width);
          for (var j = 0; j < width; j++) row[j] = Float.float16ToFloat(raw[j]);
        }
        case FLOAT64 -> {
          for (var j = 0; j < width; j++) row[j] = (float) values.getAtIndex(DOUBLE, from + j);
        }
        case QINT8, INT64, INT32, INT8, UINT8, BOOL ->
            throw new IllegalArgumentException("only floats are copied to jvm, got " + type);
      }
      matrix.storeRow(i, row);
    }
  }

  private static void widen(short[] bfloats, float[] values) {
    for (var i = 0; i < values.length; i++)
      values[i] = Float.intBitsToFloat(bfloats[i] << BFLOAT16_SHIFT);
  }

  private static int[] checked(int count, long... sizes) {
    if (Shape.of(sizes).elements() != count)
      throw new IllegalArgumentException(
          "shape %s does not hold %d values".formatted(Arrays.toString(sizes), count));
    return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
  }
}
