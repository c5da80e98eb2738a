package dev.uvaha.hub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Writes GGUF files, as little of the format as the tests need; what it is told it writes, sense
/// or not.
final class GgufWriter {
  private static final int ALIGNMENT = 32;

  private record Entry(String name, int type, List<Long> sizes, ByteBuffer data) {}

  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final List<Entry> tensors = new ArrayList<>();

  /// @param value an Integer, Long, Float, Boolean, String, or a list of one of them
  GgufWriter put(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  /// @param sizes outermost first
  GgufWriter tensor(String name, int type, byte[] data, long... sizes) {
    tensors.add(
        new Entry(name, type, LongStream.of(sizes).boxed().toList(), ByteBuffer.wrap(data)));
    return this;
  }

  GgufWriter tensor(String name, float[] values, long... sizes) {
    var data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return tensor(name, 0, data.array(), sizes);
  }

  byte[] bytes() {
    var out = new Out();
    out.bytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    out.int32(3);
    out.int64(tensors.size());
    out.int64(metadata.size());
    metadata.forEach((key, value) -> {
      out.text(key);
      out.value(value);
    });
    var offset = 0L;
    for (var tensor : tensors) {
      out.text(tensor.name());
      out.int32(tensor.sizes().size());
      tensor.sizes().reversed().forEach(out::int64);
      out.int32(tensor.type());
      out.int64(offset);
      offset += padded(tensor.data().capacity());
    }
    out.align();
    for (var tensor : tensors) {
      out.bytes(tensor.data().array());
      out.align();
    }
    return out.bytes.toByteArray();
  }

  private static long padded(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void bytes(byte[] more) {
      bytes.writeBytes(more);
    }

    void align() {
      bytes(new byte[(int) (padded(bytes.size()) - bytes.size())]);
    }

    void int32(int value) {
      bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    void int64(long value) {
      bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    void text(String text) {
      var utf8 = text.getBytes(StandardCharsets.UTF_8);
      int64(utf8.length);
      bytes(utf8);
    }

    void value(Object value) {
      int32(type(value));
      if (value instanceof List<?> list) {
        int32(type(list.getFirst()));
        int64(list.size());
        list.forEach(this::plain);
      } else {
        plain(value);
      }
    }

    private static int type(Object value) {
      return switch (value) {
        case Integer _ -> 5;
        case Float _ -> 6;
        case Boolean _ -> 7;
        case String _ -> 8;
        case List<?> _ -> 9;
        case Long _ -> 11;
        default -> throw new IllegalArgumentException("" + value);
      };
    }

    private void plain(Object value) {
      switch (value) {
        case Integer number -> int32(number);
        case Float number -> int32(Float.floatToIntBits(number));
        case Boolean flag -> bytes(new byte[] {(byte) (flag ? 1 : 0)});
        case String text -> text(text);
        case Long number -> int64(number);
        default -> throw new IllegalArgumentException("" + value);
      }
    }
  }
}
