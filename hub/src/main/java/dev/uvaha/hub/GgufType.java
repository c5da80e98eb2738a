package dev.uvaha.hub;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a tensor's numbers are packed: blocks of so many values in so many bytes, which
/// `ggml-quants` defines.
enum GgufType {
  F32(0, 1, 4),
  F16(1, 1, 2),
  Q4_0(2, 32, 18),
  Q4_1(3, 32, 20),
  Q5_0(6, 32, 22),
  Q5_1(7, 32, 24),
  Q8_0(8, 32, 34),
  Q4_K(12, 256, 144),
  Q6_K(14, 256, 210),
  BF16(30, 1, 2);

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int code;
  private final int blockValues;
  private final int blockBytes;

  GgufType(int code, int blockValues, int blockBytes) {
    this.code = code;
    this.blockValues = blockValues;
    this.blockBytes = blockBytes;
  }

  static Optional<GgufType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  static String known() {
    return Arrays.stream(values()).map(GgufType::name).collect(Collectors.joining(", "));
  }

  /// How many values a block has.
  int blockValues() {
    return blockValues;
  }

  /// How many bytes a block takes.
  int blockBytes() {
    return blockBytes;
  }

  /// Unpacks blocks that follow one another.
  ///
  /// @param blocks as many as `to` has room for
  void unpack(MemorySegment blocks, float[] to) {
    for (int at = 0, block = 0; at < to.length; at += blockValues, block++)
      unpack(blocks, (long) block * blockBytes, to, at);
  }

  private void unpack(MemorySegment from, long at, float[] to, int first) {
    switch (this) {
      case F32 -> to[first] = from.get(FLOAT, at);
      case F16 -> to[first] = half(from, at);
      case BF16 -> to[first] = Float.intBitsToFloat(from.get(SHORT, at) << 16);
      case Q8_0 -> {
        var scale = half(from, at);
        for (var i = 0; i < blockValues; i++)
          to[first + i] = scale * from.get(ValueLayout.JAVA_BYTE, at + 2 + i);
      }
      case Q4_0 -> {
        var scale = half(from, at);
        nibbles(from, at + 2, 16, scale, -8 * scale, scale, -8 * scale, to, first);
      }
      case Q4_1 -> {
        var scale = half(from, at);
        var lowest = half(from, at + 2);
        nibbles(from, at + 4, 16, scale, lowest, scale, lowest, to, first);
      }
      case Q5_0 -> {
        var scale = half(from, at);
        fiveBits(from, at + 2, scale, -16 * scale, to, first);
      }
      case Q5_1 -> fiveBits(from, at + 4, half(from, at), half(from, at + 2), to, first);
      case Q4_K -> unpackQ4K(from, at, to, first);
      case Q6_K -> unpackQ6K(from, at, to, first);
    }
  }

  /// Low nibbles, then high nibbles, each times a scale and from a lowest value.
  private static void nibbles(
      MemorySegment from,
      long at,
      int count,
      float lowScale,
      float lowFrom,
      float highScale,
      float highFrom,
      float[] to,
      int first) {
    for (var i = 0; i < count; i++) {
      var pair = unsigned(from, at + i);
      to[first + i] = lowScale * (pair & 15) + lowFrom;
      to[first + count + i] = highScale * (pair >> 4) + highFrom;
    }
  }

  /// 32 values of 5 bits, times a scale and from a lowest value: the fifth bits of all come first,
  /// then the nibbles.
  private static void fiveBits(
      MemorySegment from, long at, float scale, float lowest, float[] to, int first) {
    nibbles(from, at + 4, 16, scale, lowest, scale, lowest, to, first);
    for (var i = 0; i < 32; i++)
      if ((unsigned(from, at + i / 8) >> (i % 8) & 1) == 1) to[first + i] += 16 * scale;
  }

  /// 8 runs of 32 values, each with a scale and a lowest value of 6 bits, in units of the block's
  /// two.
  private static void unpackQ4K(MemorySegment from, long at, float[] to, int first) {
    var scale = half(from, at);
    var lowest = half(from, at + 2);
    var scales = at + 4;
    var quants = at + 16;
    for (var run = 0; run < 8; run += 2)
      nibbles(
          from,
          quants + 16L * run,
          32,
          scale * sixBits(from, scales, run, 0),
          -lowest * sixBits(from, scales, run, 1),
          scale * sixBits(from, scales, run + 1, 0),
          -lowest * sixBits(from, scales, run + 1, 1),
          to,
          first + 32 * run);
  }

  /// The scale (0) or the lowest value (1) of a run: the first four lie in the low six bits of a
  /// byte each, the others in a nibble and the two high bits of the first four.
  private static int sixBits(MemorySegment from, long scales, int run, int which) {
    if (run < 4) return unsigned(from, scales + run + 4L * which) & 63;
    var nibble = unsigned(from, scales + run + 4) >> (4 * which) & 15;
    return nibble | unsigned(from, scales + run - 4 + 4L * which) >> 6 << 4;
  }

  /// 16 runs of 16 values of 6 bits, four in a nibble and two elsewhere, each run with a scale.
  private static void unpackQ6K(MemorySegment from, long at, float[] to, int first) {
    var scale = half(from, at + 208);
    for (var half = 0; half < 2; half++) {
      var low = at + 64L * half;
      var high = at + 128 + 32L * half;
      var scales = at + 192 + 8L * half;
      for (var quarter = 0; quarter < 4; quarter++)
        for (var i = 0; i < 32; i++) {
          var nibble = unsigned(from, low + 32L * (quarter % 2) + i) >> (quarter < 2 ? 0 : 4) & 15;
          var top = unsigned(from, high + i) >> (2 * quarter) & 3;
          var run = from.get(ValueLayout.JAVA_BYTE, scales + 2L * quarter + i / 16);
          to[first + 128 * half + 32 * quarter + i] = scale * run * ((nibble | top << 4) - 32);
        }
    }
  }

  private static int unsigned(MemorySegment from, long at) {
    return from.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  private static float half(MemorySegment from, long at) {
    return Float.float16ToFloat(from.get(SHORT, at));
  }
}
