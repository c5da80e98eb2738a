package dev.uvaha.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Batches of windows into a stream of tokens, in an order that is a pure function of seed and
/// cursor.
///
/// Documents are packed one after the other, so that nothing is padded: a row may begin and end
/// within a document, and says which of its tokens belong together.
///
/// @param rows windows of a batch, B
/// @param columns tokens of a window, T
public record TokenWindows(TokenFile file, int rows, int columns, Order order, long seed) {
  /// Which windows come.
  public enum Order {
    /// All of them in each epoch, side by side from a random place, in random order.
    SHUFFLED,
    /// Any of them, drawn anew each time, as nanoGPT does; an epoch is as many tokens as there are.
    SAMPLED
  }

  public TokenWindows {
    if (rows < 1 || columns < 1)
      throw new IllegalArgumentException(
          "windows must be 1 or more of 1 token or more, got %d of %d".formatted(rows, columns));
    if (file.size() < columns + 1L)
      throw new CorpusException(
          "the text has %,d tokens, a window needs %,d: give more text or make the windows shorter"
              .formatted(file.size(), columns + 1L));
  }

  /// How many batches an epoch has; the windows that do not fill a batch are left out, unless there
  /// are no others.
  public int batches() {
    return Math.clamp(windows() / rows, 1, Integer.MAX_VALUE);
  }

  /// The fewest that any epoch has, whatever place it begins at.
  private long windows() {
    return Math.max(1, (file.size() - columns) / columns);
  }

  /// A number that changes with tokens, sizes, order and seed.
  public long fingerprint() {
    var print = SplitMix64.mix(file.fingerprint() + seed);
    print = SplitMix64.mix(print + rows);
    print = SplitMix64.mix(print + columns);
    return SplitMix64.mix(print + order.name().hashCode());
  }

  /// The batches from a cursor on, endlessly.
  public Iterator<BatchStep<TokenBatch>> from(BatchCursor cursor) {
    return new Steps(cursor);
  }

  /// Windows to measure a model by, side by side from the first token: all of them, the rest at the
  /// end too, or so many batches spread evenly.
  ///
  /// @param batches how many; 0 for all
  public Stream<TokenBatch> even(int batches) {
    var whole = (file.size() - 1) / columns;
    var all = Math.ceilDiv(whole, rows);
    if (batches > 0 && batches < all)
      return IntStream.range(0, batches)
          .mapToObj(i -> side(Math.min((long) i * whole / batches, whole - rows), rows));
    var rest = (int) ((file.size() - 1) % columns);
    var full =
        LongStream.range(0, all)
            .mapToObj(i -> side(i * rows, (int) Math.min(rows, whole - i * rows)));
    return rest == 0 ? full : Stream.concat(full, Stream.of(batch(rest, List.of(whole * columns))));
  }

  private TokenBatch side(long first, int count) {
    return batch(
        columns,
        LongStream.range(first, first + count).mapToObj(window -> window * columns).toList());
  }

  private TokenBatch batch(int width, List<Long> starts) {
    var inputs = new int[starts.size() * width];
    var targets = new int[inputs.length];
    var documents = new int[inputs.length];
    for (int row = 0; row < starts.size(); row++) {
      var tokens = file.tokens(starts.get(row), width + 1);
      System.arraycopy(tokens, 0, inputs, row * width, width);
      System.arraycopy(tokens, 1, targets, row * width, width);
      number(tokens, documents, row * width, width);
    }
    return new TokenBatch(starts.size(), width, inputs, targets, documents);
  }

  /// A document begins at each separator, and at the row's beginning.
  private void number(int[] tokens, int[] documents, int from, int width) {
    if (file.separator().isEmpty()) return;
    int separator = file.separator().getAsInt();
    int number = 0;
    for (int column = 0; column < width; column++) {
      if (column > 0 && tokens[column] == separator) number++;
      documents[from + column] = number;
    }
  }

  /// Walks through the epochs, holding the order of the one it is in.
  private final class Steps implements Iterator<BatchStep<TokenBatch>> {
    private BatchCursor cursor;
    private int known = -1;
    private int[] shuffled = {};
    private long offset;

    Steps(BatchCursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public BatchStep<TokenBatch> next() {
      var at = cursor;
      cursor =
          at.position() + 1 < batches()
              ? new BatchCursor(at.epoch(), at.position() + 1)
              : new BatchCursor(at.epoch() + 1, 0);
      return new BatchStep<>(batch(columns, starts(at)), at, cursor);
    }

    private List<Long> starts(BatchCursor at) {
      return switch (order) {
        case SHUFFLED -> {
          shuffle(at.epoch());
          yield Arrays.stream(
                  shuffled,
                  at.position() * rows,
                  Math.min((at.position() + 1) * rows, shuffled.length))
              .mapToObj(window -> offset + (long) window * columns)
              .toList();
        }
        case SAMPLED -> {
          var random = SplitMix64.of(SplitMix64.mix(seed + at.epoch()), at.position());
          yield Stream.generate(() -> random.below(file.size() - columns)).limit(rows).toList();
        }
      };
    }

    private void shuffle(int epoch) {
      if (known == epoch) return;
      known = epoch;
      var random = SplitMix64.of(seed, epoch);
      // One token is left over for the last target.
      offset = random.below(Math.min(columns, (int) Math.min(columns, file.size() - columns)));
      shuffled = IntStream.range(0, Math.toIntExact(windows())).toArray();
      for (int i = shuffled.length - 1; i > 0; i--) {
        int j = random.below(i + 1);
        int moved = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = moved;
      }
    }
  }
}
