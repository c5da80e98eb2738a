package dev.uvaha.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The lines of a UTF-8 text, strictly: what isn't UTF-8 is an error that names the file, the line
/// and the byte, never a silent `�`. Gzipped files are unpacked, told by their first two bytes.
///
/// A line ends at `\n`; a `\r` before it belongs to the ending. The last line needs no ending; an
/// empty file has no lines. A byte order mark at the beginning is dropped.
public final class Utf8Lines implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 64 << 20;

  /// One line and its number, from 1.
  public record Line(long number, String text) {}

  private final String name;
  private final InputStream bytes;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[256];
  private long number;

  private Utf8Lines(String name, InputStream bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /// Opens a file, plain or gzipped.
  public static Utf8Lines open(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean zipped = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      return new Utf8Lines(file.toString(), zipped ? new GZIPInputStream(raw, 1 << 16) : raw);
    } catch (IOException e) {
      raw.close();
      throw new IOException(file + ": can't be read (" + e.getMessage() + ")", e);
    }
  }

  /// Reads from `bytes`, which `name` stands for in messages, such as `standard input`.
  public static Utf8Lines of(InputStream bytes, String name) {
    return new Utf8Lines(name, bytes);
  }

  /// All lines of a file, plain or gzipped.
  public static List<String> all(Path file) throws IOException {
    try (var lines = open(file)) {
      return lines.stream().map(Line::text).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The next line, or nothing at the end.
  ///
  /// @throws MalformedLineException if it isn't UTF-8; the next call goes on after it
  /// @throws IOException if it can't be read; the message is one line that begins with `FILE:LINE:
  ///   `, as that of the former
  public Optional<Line> next() throws IOException {
    int length = 0;
    number++;
    while (fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line = append(line, length, end - position);
      length += end - position;
      if (end < limit) {
        position = end + 1;
        return Optional.of(decoded(length));
      }
      position = end;
    }
    return length == 0 ? Optional.empty() : Optional.of(decoded(length));
  }

  /// The lines that are left, read as the stream is consumed; what [#next] throws comes as
  /// [UncheckedIOException] with the same message. Closing the stream closes these lines.
  public Stream<Line> stream() {
    var lines =
        new AbstractSpliterator<Line>(Long.MAX_VALUE, AbstractSpliterator.ORDERED) {
          @Override
          public boolean tryAdvance(Consumer<? super Line> action) {
            try {
              var line = next();
              line.ifPresent(action);
              return line.isPresent();
            } catch (IOException e) {
              throw new UncheckedIOException(e.getMessage(), e);
            }
          }
        };
    return StreamSupport.stream(lines, false)
        .onClose(() -> {
          try {
            close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    try {
      position = 0;
      limit = Math.max(0, bytes.read(buffer));
      return limit > 0;
    } catch (ZipException | java.io.EOFException e) {
      throw new IOException(
          "%s:%d: the gzip file is damaged or cut off (%s); take a fresh copy"
              .formatted(name, number, e.getMessage()),
          e);
    }
  }

  private byte[] append(byte[] line, int length, int more) throws IOException {
    if (length + more > MAX_LINE_BYTES) {
      throw new IOException(
          "%s:%d: the line has more than %,d bytes; is this a text file?"
              .formatted(name, number, MAX_LINE_BYTES));
    }
    var grown =
        length + more <= line.length
            ? line
            : Arrays.copyOf(line, Math.max(line.length * 2, length + more));
    System.arraycopy(buffer, position, grown, length, more);
    return grown;
  }

  private Line decoded(int length) throws IOException {
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    var chars = CharBuffer.allocate(length);
    var input = ByteBuffer.wrap(line, 0, length);
    decoder.reset();
    if (decoder.decode(input, chars, true).isError()) {
      throw new MalformedLineException(
          name,
          number,
          "not UTF-8 at byte %d of the line (0x%02X); convert the file to UTF-8"
              .formatted(input.position() + 1, line[input.position()] & 0xFF));
    }
    var text = chars.flip().toString();
    return new Line(number, number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
  }
}
