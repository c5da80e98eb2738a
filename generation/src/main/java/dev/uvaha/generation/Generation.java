package dev.uvaha.generation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A text that a [BatchedGenerator] is writing, for whoever asked for it: pieces as they come, or
/// the whole. Closing it gives its place and memory back, wherever it is. For one reader; any
/// thread may close it.
public final class Generation implements AutoCloseable {
  /// What came since the last piece.
  ///
  /// @param text whole characters; empty while they are not
  /// @param tokens written since then; none with the rest that was held back
  public record Piece(String text, List<GeneratedToken> tokens) {
    public Piece {
      tokens = List.copyOf(tokens);
    }
  }

  private sealed interface Event {
    record More(Piece piece) implements Event {}

    record Done(GeneratedText text) implements Event {}

    record Failed(Throwable cause) implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  Generation() {}

  /// Waits for a piece.
  ///
  /// @return empty at the end
  /// @throws IllegalStateException if the model failed
  public Optional<Piece> next() throws InterruptedException {
    var event = events.take();
    if (event instanceof Event.More(var piece)) return Optional.of(piece);
    events.add(event); // the end stays
    if (event instanceof Event.Failed(var cause))
      throw new IllegalStateException("the model failed: " + cause.getMessage(), cause);
    return Optional.empty();
  }

  /// Waits for the end, and leaves out the pieces that were not taken.
  ///
  /// @throws IllegalStateException if the model failed
  public GeneratedText text() throws InterruptedException {
    while (next().isPresent()) {
      // on to the end
    }
    if (events.element() instanceof Event.Done(var text)) return text;
    throw new AssertionError(events);
  }

  /// Ends it where it is, if it has not ended.
  @Override
  public void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  void more(Piece piece) {
    events.add(new Event.More(piece));
  }

  void done(GeneratedText text) {
    events.add(new Event.Done(text));
  }

  void failed(Throwable cause) {
    events.add(new Event.Failed(cause));
  }
}
