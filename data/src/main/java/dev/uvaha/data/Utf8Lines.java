package dev.uvaha.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The lines of one UTF-8 file, plain or gzip, strictly decoded, with their numbers.
///
/// Only `\n` and `\r\n` end a line: `BufferedReader` would also split at a lone `\r`, which moves
/// every later line of an aligned pair of files by one.
final class Utf8Lines implements AutoCloseable {
  /// Longer lines are no sentences: a file without line ends must not fill the memory.
  static final int LONGEST_LINE = 16 << 20;

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(256);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private String line = "";
  private long number;

  Utf8Lines(Path file) {
    requireFile(file);
    this.file = file;
    try {
      this.in = open(file);
    } catch (IOException e) {
      throw unreadable(file, 1, e);
    }
  }

  /// Refuses a path behind which there is no readable file.
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new CorpusException(file + ": is a directory; name a text file in it");
    }
    if (Files.notExists(file)) {
      throw new CorpusException(file + ": no such file; check the path");
    }
    if (!Files.isReadable(file)) {
      throw new CorpusException(file + ": cannot be read; check its permissions");
    }
  }

  private static InputStream open(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      bytes.mark(2);
      boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      return gzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  /// The line gone to, without its end.
  String line() {
    return line;
  }

  /// Goes to the next line; false at the end of the file.
  boolean advance() {
    if (!readBytes()) {
      if (number == 0) {
        throw new CorpusException(file + ": is empty; it must hold at least one line");
      }
      return false;
    }
    number++;
    line = decode(pending.toByteArray());
    return true;
  }

  /// Reads on to the end of the file: how many lines it has in all.
  long countAll() {
    long lines = number;
    while (readBytes()) {
      lines++;
    }
    return lines;
  }

  /// The error at the line gone to.
  CorpusException refuse(String problem) {
    return new CorpusException("%s:%d: %s".formatted(file, number, problem));
  }

  /// The text stripped, refused if nothing is left of it.
  String requireText(String side, String text) {
    var stripped = text.strip();
    if (stripped.isEmpty()) {
      throw refuse("the %s is empty; fill it in or leave the pair out".formatted(side));
    }
    return stripped;
  }

  /// Puts the bytes of the next line into `pending`; false at the end of the file.
  private boolean readBytes() {
    pending.reset();
    while (true) {
      if (position == end && !fill()) {
        return pending.size() > 0;
      }
      int from = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      pending.write(buffer, from, position - from);
      if (pending.size() > LONGEST_LINE) {
        throw new CorpusException(
            "%s:%d: the line is longer than %d MiB; give text with a sentence a line"
                .formatted(file, number + 1, LONGEST_LINE >> 20));
      }
      if (position < end) {
        position++;
        return true;
      }
    }
  }

  private boolean fill() {
    try {
      end = Math.max(0, in.read(buffer));
      position = 0;
      return end > 0;
    } catch (IOException e) {
      throw unreadable(file, number + 1, e);
    }
  }

  private static CorpusException unreadable(Path file, long line, IOException e) {
    return e instanceof EOFException || e instanceof ZipException
        ? new CorpusException(
            "%s:%d: the gzip data is damaged or cut short; fetch the file again"
                .formatted(file, line),
            e)
        : new CorpusException("%s:%d: cannot be read: %s".formatted(file, line, reason(e)), e);
  }

  private String decode(byte[] bytes) {
    int mark = number == 1 && startsWithByteOrderMark(bytes) ? 3 : 0;
    int length = bytes.length;
    if (length > mark && bytes[length - 1] == '\r') {
      length--;
    }
    var in = ByteBuffer.wrap(bytes, mark, length - mark);
    var out = CharBuffer.allocate(length - mark);
    if (decoder.reset().decode(in, out, true).isError()) {
      throw refuse(
          "not UTF-8 at byte %d of the line (0x%02X); convert the file with iconv -t UTF-8"
              .formatted(in.position() + 1, bytes[in.position()]));
    }
    return out.flip().toString();
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private static String reason(IOException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new CorpusException("%s: cannot be closed: %s".formatted(file, reason(e)), e);
    }
  }
}
