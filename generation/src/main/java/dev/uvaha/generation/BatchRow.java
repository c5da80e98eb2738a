package dev.uvaha.generation;

import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.generation.Generation.Piece;
import java.util.Arrays;

/// One text of a batch: its writing, what the model has read of it, and who waits for it.
final class BatchRow implements AutoCloseable {
  private final Writing writing;
  private final Generation generation;
  private final KeyValueCache cache;
  private int read; // of writing.next()

  BatchRow(Writing writing, Generation generation, KeyValueCache cache) {
    this.writing = writing;
    this.generation = generation;
    this.cache = cache;
  }

  /// Whether it is past its prompt: a single token is left to read.
  boolean isWriting() {
    return writing.next().length - read == 1;
  }

  boolean isOver() {
    return writing.ending().isPresent();
  }

  /// Ends it if nobody waits for it any more.
  void notice() {
    if (generation.isClosed()) cancel();
  }

  void cancel() {
    writing.cancel();
  }

  KeyValueCache cache() {
    return cache;
  }

  /// The next tokens for the model.
  int[] piece(int most) {
    var next = writing.next();
    return Arrays.copyOfRange(next, read, Math.min(next.length, read + most));
  }

  /// The model has read a piece.
  ///
  /// @param logits after it, `[V]`
  void took(int[] piece, float[] logits) {
    read += piece.length;
    if (read < writing.next().length) return;
    read = 0;
    var before = writing.written().size();
    var text = writing.write(logits);
    var tokens = writing.written().subList(before, writing.written().size());
    if (!text.isEmpty() || !tokens.isEmpty()) generation.more(new Piece(text, tokens));
  }

  void failed(Throwable cause) {
    generation.failed(cause);
    close();
  }

  /// Tells the end, and frees the memory.
  void finish() {
    generation.done(writing.text());
    close();
  }

  @Override
  public void close() {
    cache.close();
  }
}
