package dev.uvaha.nn.safetensors;

import static dev.uvaha.nn.safetensors.InvalidCheckpointException.damaged;
import static dev.uvaha.nn.safetensors.InvalidCheckpointException.quoted;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One safetensors file, memory-mapped: 8 bytes with the length of the header, the header (JSON),
/// then the tensors one after another, all little-endian.
public final class SafetensorsFile implements Checkpoint {
  /// As the reference reader has it: a longer header is an attack or no header.
  static final long LONGEST_HEADER = 100_000_000;

  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final Header header;
  private volatile Optional<MappedFile> data;

  private SafetensorsFile(Path path, Header header, MappedFile data) {
    this.path = path;
    this.header = header;
    this.data = Optional.of(data);
  }

  /// Maps a file and checks all of its header.
  ///
  /// @throws InvalidCheckpointException if the content is not what the format allows
  /// @throws java.io.UncheckedIOException if it can't be read
  public static SafetensorsFile open(Path path) {
    var mapped = MappedFile.open(path);
    var size = mapped.size();
    if (size < Long.BYTES)
      throw damaged(
          path,
          "not a safetensors file: it has %d bytes, the header alone 8 and more".formatted(size));
    var length = mapped.segment().get(LENGTH, 0);
    if (length < 0 || length > LONGEST_HEADER)
      throw damaged(
          path,
          "not a safetensors file: its header would have %s bytes, at most %d are allowed"
              .formatted(Long.toUnsignedString(length), LONGEST_HEADER));
    if (length > size - Long.BYTES)
      throw damaged(
          path,
          "its header has %d bytes, but the file ends after %d: it is cut short"
              .formatted(length, size - Long.BYTES));
    var text = mapped.segment().asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    var header = HeaderParser.parse(path, text);
    var data = mapped.from(Long.BYTES + length);
    header.checkLayout(path, data.size());
    for (var entry : header.entries().values())
      if (entry.type() == DataType.BOOL) checkFlags(path, entry, data.part(entry));
    return new SafetensorsFile(path, header, data);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  @Override
  public Shape shape(String name) {
    return entry(name).shape();
  }

  @Override
  public DataType dataType(String name) {
    return entry(name).type();
  }

  @Override
  public Tensor tensor(String name) {
    var entry = entry(name);
    var part = part(entry);
    if (data.orElseThrow().mayChange() && part.address() % entry.type().bytes() == 0)
      return Tensors.wrap(part, entry.type(), entry.shape().sizes());
    var copy = Tensors.empty(entry.type(), Device.CPU, entry.shape().sizes());
    copy.segment().copyFrom(part);
    return copy;
  }

  @Override
  public void copyTo(String name, Tensor target) {
    var entry = entry(name);
    if (!target.shape().equals(entry.shape()))
      throw new IllegalArgumentException(
          "tensor %s must be %s, got %s".formatted(quoted(name), entry.shape(), target.shape()));
    target.copyInPlace(part(entry), entry.type());
  }

  private MemorySegment part(Entry entry) {
    return data.orElseThrow(() -> new IllegalStateException("the checkpoint is closed: " + path))
        .part(entry);
  }

  @Override
  public void close() {
    data = Optional.empty();
  }

  private Entry entry(String name) {
    var entry = header.entries().get(name);
    if (entry == null)
      throw new IllegalArgumentException("%s: there is no tensor %s".formatted(path, quoted(name)));
    return entry;
  }

  /// The engine relies on a BOOL being 0 or 1.
  private static void checkFlags(Path path, Entry entry, MemorySegment part) {
    for (var i = 0L; i < part.byteSize(); i++) {
      var flag = part.get(ValueLayout.JAVA_BYTE, i);
      if (flag != 0 && flag != 1)
        throw damaged(
            path,
            "tensor %s: element %d of BOOL is %d, neither 0 nor 1"
                .formatted(entry.quotedName(), i, flag & 0xff));
    }
  }
}
