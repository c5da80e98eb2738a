package dev.uvaha.data;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Pairs one after the other from open files.
interface PairReader extends AutoCloseable {
  /// Goes to the next pair; false at the end.
  boolean advance();

  /// The pair gone to.
  SentencePair pair();

  @Override
  void close();

  /// A stream that opens its files when it is first read, and closes them at its end or when it is
  /// closed.
  static Stream<SentencePair> stream(Supplier<PairReader> open) {
    var source = new Source(open);
    return StreamSupport.stream(source, false).onClose(source::close);
  }

  /// The spliterator behind [#stream].
  final class Source extends Spliterators.AbstractSpliterator<SentencePair> {
    private final Supplier<PairReader> open;
    private @Nullable PairReader reader;
    private boolean finished;

    private Source(Supplier<PairReader> open) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.open = open;
    }

    @Override
    public boolean tryAdvance(Consumer<? super SentencePair> action) {
      if (finished) {
        return false;
      }
      var current = reader == null ? open.get() : reader;
      reader = current;
      if (!current.advance()) {
        close();
        return false;
      }
      action.accept(current.pair());
      return true;
    }

    private void close() {
      finished = true;
      var open = reader;
      reader = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
