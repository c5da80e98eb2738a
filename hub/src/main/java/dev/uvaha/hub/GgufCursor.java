package dev.uvaha.hub;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a file value by value; nothing in it is taken on trust.
final class GgufCursor {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int STRING = 8;
  private static final int ARRAY = 9;
  private static final int LONGEST_NAME = 1 << 16;

  private final Path file;
  private final MemorySegment bytes;
  private long at;
  private String what = "its header";

  GgufCursor(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /// What comes next, for messages.
  void reading(String what) {
    this.what = what;
  }

  long at() {
    return at;
  }

  int int32() {
    return bytes.get(INT, advance(Integer.BYTES));
  }

  long int64() {
    return bytes.get(LONG, advance(Long.BYTES));
  }

  /// How many things follow.
  ///
  /// @param smallest bytes that one of them takes at least
  int count(int smallest) {
    var count = int64();
    if (count < 0 || count > Math.min(Integer.MAX_VALUE - 8, (bytes.byteSize() - at) / smallest))
      throw wrong(
          "claims %s entries, more than its %d bytes hold"
              .formatted(Long.toUnsignedString(count), bytes.byteSize()));
    return (int) count;
  }

  /// A short text, such as a name.
  String name() {
    var name = text();
    if (name.isEmpty() || name.length() > LONGEST_NAME) throw wrong("has a name of no use");
    return name;
  }

  String text() {
    var length = count(1);
    var utf8 = bytes.asSlice(advance(length), length).toArray(ValueLayout.JAVA_BYTE);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw wrong("holds a text that is not UTF-8");
    }
  }

  /// A value and the type before it: a Long, Double, Boolean, String or a list of them.
  Object value() {
    var type = int32();
    return type == ARRAY ? list() : value(type);
  }

  private List<Object> list() {
    var type = int32();
    var count = count(size(type));
    var values = new ArrayList<Object>(count);
    for (var i = 0; i < count; i++) values.add(value(type));
    return values;
  }

  private Object value(int type) {
    return switch (type) {
      case 0 -> (long) (bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xff);
      case 1 -> (long) bytes.get(ValueLayout.JAVA_BYTE, advance(1));
      case 2 -> (long) (bytes.get(SHORT, advance(2)) & 0xffff);
      case 3 -> (long) bytes.get(SHORT, advance(2));
      case 4 -> int32() & 0xffffffffL;
      case 5 -> (long) int32();
      case 6 -> (double) Float.intBitsToFloat(int32());
      case 7 -> bytes.get(ValueLayout.JAVA_BYTE, advance(1)) != 0;
      case STRING -> text();
      case 10, 11 -> int64();
      case 12 -> Double.longBitsToDouble(int64());
      default -> throw wrong("has a value of the unknown type " + Integer.toUnsignedString(type));
    };
  }

  /// Bytes that a value of a type takes at least.
  private int size(int type) {
    return switch (type) {
      case 0, 1, 7 -> 1;
      case 2, 3 -> 2;
      case 4, 5, 6 -> 4;
      case STRING, 10, 11, 12 -> 8;
      default -> throw wrong("has a list of the unknown type " + Integer.toUnsignedString(type));
    };
  }

  private long advance(long count) {
    if (count > bytes.byteSize() - at)
      throw new IllegalArgumentException(
          "%s: it is cut short: the file ends in %s, at byte %d"
              .formatted(file, what, bytes.byteSize()));
    var before = at;
    at += count;
    return before;
  }

  private IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException("%s: %s %s".formatted(file, what, problem));
  }
}
