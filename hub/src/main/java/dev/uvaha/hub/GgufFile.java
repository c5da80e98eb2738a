package dev.uvaha.hub;

import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A GGUF file (versions 2 and 3), memory-mapped: metadata, a table of tensors, and the tensors,
/// packed in blocks. They are unpacked to FLOAT32 as they are asked for.
final class GgufFile implements Checkpoint {
  private static final int MAGIC = 0x46554747; // GGUF
  private static final int DEFAULT_ALIGNMENT = 32;
  private static final int MOST_ALIGNMENT = 1 << 20;
  private static final int MOST_DIMENSIONS = 4;
  private static final int SMALLEST_VALUE = 8 + 1 + 4 + 1;
  private static final int SMALLEST_TENSOR = 8 + 1 + 4 + 8 + 4 + 8;
  private static final int PIECE = 1 << 16; // values unpacked at once, a multiple of every block

  private final GgufMetadata metadata;
  private final Map<String, GgufTensor> tensors;
  private final MemorySegment data;

  private GgufFile(GgufMetadata metadata, Map<String, GgufTensor> tensors, MemorySegment data) {
    this.metadata = metadata;
    this.tensors = tensors;
    this.data = data;
  }

  /// Maps a file and checks all of its header.
  ///
  /// @throws IllegalArgumentException if the content is not what the format allows
  /// @throws UncheckedIOException if it can't be read
  static GgufFile open(Path file) {
    var bytes = mapped(file);
    var cursor = new GgufCursor(file, bytes);
    if (bytes.byteSize() < Integer.BYTES || cursor.int32() != MAGIC)
      throw new IllegalArgumentException(file + ": no GGUF file: it does not begin with GGUF");
    var version = cursor.int32();
    if (version != 2 && version != 3)
      throw new IllegalArgumentException(
          "%s: GGUF version %s is not supported; known are 2 and 3, little-endian"
              .formatted(file, Integer.toUnsignedString(version)));
    cursor.reading("the table of tensors");
    var tensorCount = cursor.count(SMALLEST_TENSOR);
    cursor.reading("the metadata");
    var metadata = metadata(file, cursor, cursor.count(SMALLEST_VALUE));
    var tensors = new LinkedHashMap<String, GgufTensor>();
    for (var i = 0; i < tensorCount; i++) {
      cursor.reading("the table of tensors, entry " + i);
      var tensor = tensor(file, cursor);
      if (tensors.put(tensor.name(), tensor) != null)
        throw new IllegalArgumentException(
            "%s: tensor %s is there twice".formatted(file, tensor.name()));
    }
    var data = data(bytes, cursor.at(), alignment(metadata));
    tensors.values().forEach(tensor -> checkPlace(file, tensor, data.byteSize()));
    return new GgufFile(metadata, tensors, data);
  }

  private static MemorySegment mapped(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static GgufMetadata metadata(Path file, GgufCursor cursor, int count) {
    var values = new LinkedHashMap<String, Object>();
    for (var i = 0; i < count; i++) {
      cursor.reading("the metadata, entry " + i);
      var key = cursor.name();
      cursor.reading(key);
      if (values.put(key, cursor.value()) != null)
        throw new IllegalArgumentException("%s: %s is there twice".formatted(file, key));
    }
    return new GgufMetadata(file, values);
  }

  private static GgufTensor tensor(Path file, GgufCursor cursor) {
    var name = cursor.name();
    cursor.reading("tensor " + name);
    var dimensions = cursor.int32();
    if (dimensions < 1 || dimensions > MOST_DIMENSIONS)
      throw new IllegalArgumentException(
          "%s: tensor %s has %s dimensions, and may have 1 to %d"
              .formatted(file, name, Integer.toUnsignedString(dimensions), MOST_DIMENSIONS));
    var sizes = new long[dimensions];
    for (var i = dimensions - 1; i >= 0; i--) sizes[i] = cursor.int64(); // theirs: innermost first
    var elements = 1L;
    for (var size : sizes) {
      if (size < 1 || elements > Long.MAX_VALUE / Float.BYTES / size)
        throw new IllegalArgumentException(
            "%s: tensor %s has the size %s".formatted(file, name, Long.toUnsignedString(size)));
      elements *= size;
    }
    var code = cursor.int32();
    var type =
        GgufType.of(code)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s: tensor %s is packed as type %s, which is unknown; known are %s"
                        .formatted(file, name, Integer.toUnsignedString(code), GgufType.known())));
    if (sizes[dimensions - 1] % type.blockValues() != 0)
      throw new IllegalArgumentException(
          "%s: tensor %s has rows of %d values, and %s packs %d together"
              .formatted(file, name, sizes[dimensions - 1], type, type.blockValues()));
    return new GgufTensor(name, type, Shape.of(sizes), cursor.int64());
  }

  private static long alignment(GgufMetadata metadata) {
    var alignment = metadata.maybeInteger("general.alignment").orElse(DEFAULT_ALIGNMENT);
    if (alignment < 1 || alignment > MOST_ALIGNMENT || Integer.bitCount(alignment) != 1)
      throw new IllegalArgumentException(
          "%s: general.alignment must be a power of two up to %d, got %d"
              .formatted(metadata.file(), MOST_ALIGNMENT, alignment));
    return alignment;
  }

  private static MemorySegment data(MemorySegment bytes, long headerEnd, long alignment) {
    var begin = (headerEnd + alignment - 1) / alignment * alignment;
    return bytes.asSlice(Math.min(begin, bytes.byteSize()));
  }

  private static void checkPlace(Path file, GgufTensor tensor, long dataBytes) {
    if (tensor.offset() < 0 || tensor.bytes() > dataBytes - tensor.offset())
      throw new IllegalArgumentException(
          "%s: it is cut short: tensor %s has %d bytes from byte %s of the data, which has %d"
              .formatted(
                  file,
                  tensor.name(),
                  tensor.bytes(),
                  Long.toUnsignedString(tensor.offset()),
                  dataBytes));
  }

  /// All that is said beside the tensors.
  GgufMetadata values() {
    return metadata;
  }

  @Override
  public Path path() {
    return metadata.file();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /// The texts alone.
  @Override
  public Map<String, String> metadata() {
    var texts = new LinkedHashMap<String, String>();
    metadata
        .values()
        .forEach((key, value) -> {
          if (value instanceof String text) texts.put(key, text);
        });
    return texts;
  }

  @Override
  public Shape shape(String name) {
    return entry(name).shape();
  }

  /// FLOAT32, which all are unpacked to.
  @Override
  public DataType dataType(String name) {
    entry(name);
    return DataType.FLOAT32;
  }

  @Override
  public Tensor tensor(String name) {
    var entry = entry(name);
    var packed = data.asSlice(entry.offset(), entry.bytes());
    var tensor = Tensors.empty(DataType.FLOAT32, Device.CPU, entry.shape().sizes());
    var unpacked = tensor.segment();
    var elements = entry.shape().elements();
    var type = entry.type();
    for (var done = 0L; done < elements; done += PIECE) {
      var values = new float[(int) Math.min(PIECE, elements - done)];
      type.unpack(packed.asSlice(done / type.blockValues() * type.blockBytes()), values);
      MemorySegment.copy(
          values, 0, unpacked, ValueLayout.JAVA_FLOAT, done * Float.BYTES, values.length);
    }
    return tensor;
  }

  @Override
  public void copyTo(String name, Tensor target) {
    try (var _ = TensorScope.open()) {
      target.copyInPlace(tensor(name));
    }
  }

  /// Nothing to do: the memory goes when nobody reads it any more.
  @Override
  public void close() {}

  private GgufTensor entry(String name) {
    return Optional.ofNullable(tensors.get(name))
        .orElseThrow(() ->
            new IllegalArgumentException("%s: there is no tensor %s".formatted(path(), name)));
  }
}
