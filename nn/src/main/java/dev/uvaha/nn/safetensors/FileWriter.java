package dev.uvaha.nn.safetensors;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.ObjectWriteContext;

/// Lays tensors out as the reference writer does and streams them to disk.
final class FileWriter {
  private static final long PIECE = 1 << 26;

  /// A tensor and the type that it gets on disk.
  record Item(String name, Tensor tensor, DataType type) {
    long bytes() {
      return tensor.shape().elements() * type.bytes();
    }
  }

  private FileWriter() {}

  static void write(Path path, List<Item> items, Map<String, String> metadata) {
    var ordered =
        items.stream()
            .sorted(
                Comparator.comparingInt((Item item) -> Codes.rank(item.type()))
                    .thenComparing(Item::name, FileWriter::byCodePoint))
            .toList();
    try {
      var header = header(ordered, metadata);
      AtomicFile.write(path, channel -> stream(channel, header, ordered));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /// The order of the names' UTF-8 bytes.
  private static int byCodePoint(String left, String right) {
    return Arrays.compareUnsigned(utf8(left), utf8(right));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] header(List<Item> items, Map<String, String> metadata) {
    var bytes = new ByteArrayOutputStream();
    try (var json = HeaderParser.JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart(Header.METADATA);
        metadata.forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      var begin = 0L;
      for (var item : items) {
        if (item.name().equals(Header.METADATA))
          throw new IllegalArgumentException("no tensor may be named " + Header.METADATA);
        json.writeObjectPropertyStart(item.name());
        json.writeStringProperty("dtype", Codes.of(item.type()));
        json.writeName("shape");
        var sizes = item.tensor().shape().sizes();
        json.writeArray(sizes, 0, sizes.length);
        json.writeName("data_offsets");
        json.writeArray(new long[] {begin, begin += item.bytes()}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (bytes.size() % Long.BYTES != 0) bytes.write(' ');
    return bytes.toByteArray();
  }

  private static void stream(FileChannel channel, byte[] header, List<Item> items)
      throws IOException {
    var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    all(channel, length.putLong(0, header.length));
    all(channel, ByteBuffer.wrap(header));
    for (var item : items) {
      try (var _ = TensorScope.open()) {
        var values =
            Autograd.noGradient(
                () -> item.tensor().detach().to(Device.CPU).to(item.type()).contiguous());
        all(channel, values.segment());
      }
    }
  }

  private static void all(FileChannel channel, MemorySegment segment) throws IOException {
    for (var at = 0L; at < segment.byteSize(); at += PIECE)
      all(channel, segment.asSlice(at, Math.min(PIECE, segment.byteSize() - at)).asByteBuffer());
  }

  private static void all(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) channel.write(buffer);
  }
}
