package dev.uvaha.data;

import dev.uvaha.data.TextPiece.Place;
import dev.uvaha.files.AtomicFile;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/// A text's tokens in a file, one after the other, mapped into memory: as large as the disk allows.
///
/// Where documents count, a separator stands before each and after the last, so that each token and
/// the one after it are what a model reads and is to tell.
///
/// The file: 48 bytes of magic, token width (2 or 4), separator or -1, counts and fingerprint, then
/// the tokens, all little-endian.
public final class TokenFile {
  private static final long MAGIC = 0x314b54_4148415655L; // UVAHATK1
  private static final int HEADER = 48;
  private static final int NONE = -1;
  private static final int SHORTS = 1 << 16;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment tokens;
  private final Header header;

  private record Header(int width, int separator, long count, long textBytes, long fingerprint) {}

  private TokenFile(MemorySegment tokens, Header header) {
    this.tokens = tokens;
    this.header = header;
  }

  /// Encodes a text, once.
  ///
  /// @param separator the token between documents; empty if there are none to be told apart
  /// @param progress is told how many tokens are written, often
  /// @throws CorpusException if the text cannot be read or encoded
  /// @throws UncheckedIOException if the disk does not take it
  public static TokenFile write(
      Path file,
      TextCorpus corpus,
      Tokenizer tokenizer,
      OptionalInt separator,
      LongConsumer progress) {
    try {
      AtomicFile.write(
          file, channel -> new Writer(channel, tokenizer, separator, progress).write(corpus));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
    return open(file);
  }

  /// Opens a file that was written before.
  ///
  /// @throws IllegalArgumentException if it is none, or is cut off
  /// @throws UncheckedIOException if it cannot be read
  public static TokenFile open(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until it is full or the file ends
      }
      bytes.flip();
      if (bytes.remaining() < HEADER || bytes.getLong() != MAGIC)
        throw new IllegalArgumentException(file + ": no file of tokens; delete it to make it anew");
      var header =
          new Header(
              bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getLong(), bytes.getLong());
      var size = header.count() * header.width();
      if (channel.size() != HEADER + size)
        throw new IllegalArgumentException(file + ": is cut off; delete it to make it anew");
      // The collector's, since nobody knows when the last reader is done.
      return new TokenFile(
          channel.map(FileChannel.MapMode.READ_ONLY, HEADER, size, Arena.ofAuto()), header);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// How many tokens there are, separators counted.
  public long size() {
    return header.count();
  }

  /// The bytes of the text in UTF-8.
  public long textBytes() {
    return header.textBytes();
  }

  /// The token between documents; empty if they are not told apart.
  public OptionalInt separator() {
    return header.separator() == NONE ? OptionalInt.empty() : OptionalInt.of(header.separator());
  }

  /// A number that changes with the tokens.
  public long fingerprint() {
    return header.fingerprint();
  }

  /// Some tokens, copied.
  public int[] tokens(long from, int count) {
    var copy = new int[count];
    for (int i = 0; i < count; i++) copy[i] = token(from + i);
    return copy;
  }

  private int token(long at) {
    return header.width() == Short.BYTES
        ? Short.toUnsignedInt(tokens.get(SHORT, at * Short.BYTES))
        : tokens.get(INT, at * Integer.BYTES);
  }

  /// Writes tokens as they come, and in the end the header.
  private static final class Writer {
    private static final int OFTEN = 1 << 20;

    private final FileChannel channel;
    private final Tokenizer tokenizer;
    private final OptionalInt separator;
    private final LongConsumer progress;
    private final int width;
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long count;
    private long textBytes;
    private long fingerprint;

    Writer(FileChannel channel, Tokenizer tokenizer, OptionalInt separator, LongConsumer progress) {
      this.channel = channel;
      this.tokenizer = tokenizer;
      this.separator = separator;
      this.progress = progress;
      width = tokenizer.vocabularySize() <= SHORTS ? Short.BYTES : Integer.BYTES;
    }

    void write(TextCorpus corpus) throws IOException {
      channel.position(HEADER);
      try {
        corpus.read(piece -> {
          try {
            add(piece);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
      } catch (UncheckedIOException failure) {
        throw failure.getCause();
      }
      if (separator.isPresent()) add(separator.getAsInt());
      flush();
      var header =
          ByteBuffer.allocate(HEADER)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(MAGIC)
              .putInt(width)
              .putInt(separator.orElse(NONE))
              .putLong(count)
              .putLong(textBytes)
              .putLong(fingerprint)
              .rewind();
      channel.write(header, 0);
    }

    private void add(TextPiece piece) throws IOException {
      if (piece.place() == Place.BEGINS && separator.isPresent()) add(separator.getAsInt());
      for (int token : tokenizer.encode(piece.text())) add(token);
      textBytes += piece.text().getBytes(StandardCharsets.UTF_8).length;
    }

    private void add(int token) throws IOException {
      if (buffer.remaining() < width) flush();
      if (width == Short.BYTES) buffer.putShort((short) token);
      else buffer.putInt(token);
      fingerprint = SplitMix64.mix(fingerprint + token + 1);
      if (++count % OFTEN == 0) progress.accept(count);
    }

    private void flush() throws IOException {
      buffer.flip();
      while (buffer.hasRemaining()) channel.write(buffer);
      buffer.clear();
    }
  }
}
