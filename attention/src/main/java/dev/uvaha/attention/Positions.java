package dev.uvaha.attention;

import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.Layer;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// What tells attention the order of its input, which it would not notice otherwise.
public sealed interface Positions extends Layer {
  /// Positions that are added to the embeddings of tokens.
  sealed interface Added extends Positions {
    /// Adds the encodings of positions `[first, first + T)`.
    ///
    /// @param embedded `[B, T, D]`
    /// @return `[B, T, D]`
    Tensor addTo(Tensor embedded, long first);

    /// Adds the encoding of a position of its own to each.
    ///
    /// @param embedded `[B, T, D]`
    /// @param positions T of them
    /// @return `[B, T, D]`
    Tensor addTo(Tensor embedded, int[] positions);

    /// Adds the encodings of any positions, as where several documents share a row.
    ///
    /// @param embedded `[B, T, D]`
    /// @param positions INT64 `[B, T]`, each below T
    /// @return `[B, T, D]`
    Tensor addTo(Tensor embedded, Tensor positions);

    /// [#addTo(Tensor, long)] from position 0.
    default Tensor addTo(Tensor embedded) {
      return addTo(embedded, 0);
    }
  }

  @Override
  default void describe(Description description) {}

  /// No positions at all: attention then takes its input for a set.
  record None() implements Added {
    @Override
    public Tensor addTo(Tensor embedded, long first) {
      return embedded;
    }

    @Override
    public Tensor addTo(Tensor embedded, int[] positions) {
      return embedded;
    }

    @Override
    public Tensor addTo(Tensor embedded, Tensor positions) {
      return embedded;
    }
  }

  /// `PE(t, 2i) = sin(t / 10000^(2i/D))`, `PE(t, 2i+1) = cos(t / 10000^(2i/D))` ("Attention Is All
  /// You Need", section 3.5), for any length.
  final class Sinusoidal implements Added {
    /// In which columns the waves stand.
    public enum Layout {
      /// Each sine beside its cosine, as published.
      INTERLEAVED,
      /// All sines, then all cosines, as in the published code and in Marian.
      HALVES
    }

    private static final double BASE = 10_000;

    private final int width;
    private final Layout layout;
    private final PositionTable table;

    private Sinusoidal(int width, Layout layout) {
      this.width = width;
      this.layout = layout;
      table = new PositionTable(width, this::row);
    }

    /// Encodings of an even width D, as published.
    public static Sinusoidal create(int width) {
      return create(width, Layout.INTERLEAVED);
    }

    /// Encodings of an even width D.
    public static Sinusoidal create(int width, Layout layout) {
      if (width < 2 || width % 2 != 0)
        throw new IllegalArgumentException(
            "Sinusoidal: width must be even and 2 or more, got " + width);
      return new Sinusoidal(width, layout);
    }

    /// D.
    public int width() {
      return width;
    }

    /// The encodings of positions `[first, first + count)`: FLOAT32 `[count, D]`.
    public Tensor encoding(long first, long count) {
      return table.rows(first, count);
    }

    @Override
    public Tensor addTo(Tensor embedded, long first) {
      return embedded.add(table.rows(first, embedded.size(1), embedded));
    }

    @Override
    public Tensor addTo(Tensor embedded, int[] positions) {
      return embedded.add(table.rows(positions, embedded));
    }

    @Override
    public Tensor addTo(Tensor embedded, Tensor positions) {
      var rows = table.rows(0, embedded.size(1), embedded);
      return embedded.add(
          rows.indexSelect(0, positions.reshape(-1)).reshape(embedded.shape().sizes()));
    }

    private float[] row(int position) {
      var row = new float[width];
      for (var i = 0; i < width / 2; i++) {
        var angle = position / Math.pow(BASE, 2.0 * i / width);
        switch (layout) {
          case INTERLEAVED -> wave(row, angle, 2 * i, 2 * i + 1);
          case HALVES -> wave(row, angle, i, i + width / 2);
        }
      }
      return row;
    }

    private static void wave(float[] row, double angle, int sine, int cosine) {
      row[sine] = (float) Math.sin(angle);
      row[cosine] = (float) Math.cos(angle);
    }
  }

  /// A trained vector for each position, up to a greatest length.
  ///
  /// @param table `[positions, D]`
  record Learned(Embedding table) implements Added {
    /// For so many positions of width D.
    public static Learned create(int positions, int width) {
      return new Learned(Embedding.create(positions, width));
    }

    @Override
    public Tensor addTo(Tensor embedded, long first) {
      var count = embedded.size(1);
      checkLast(first + count - 1);
      return embedded.add(table.weight().value().narrow(0, first, count));
    }

    @Override
    public Tensor addTo(Tensor embedded, int[] positions) {
      checkLast(Arrays.stream(positions).max().orElse(0));
      var chosen = Tensors.indices(embedded.device(), positions, positions.length);
      return embedded.add(table.forward(chosen));
    }

    private void checkLast(long position) {
      if (position >= table.vocabulary())
        throw new IllegalArgumentException(
            "Learned positions: there are %d, position %d was asked for; shorten the input or train with more"
                .formatted(table.vocabulary(), position));
    }

    @Override
    public Tensor addTo(Tensor embedded, Tensor positions) {
      return embedded.add(table.forward(positions));
    }

    @Override
    public void describe(Description description) {
      description.layer("table", table);
    }
  }

  /// Turns each pair of a query's or key's columns by an angle that grows with its position, so
  /// that scores depend on distances (Su et al. 2021). Column i turns with column `i + H/2`, as in
  /// Llama.
  final class Rotary implements Positions {
    private final int headWidth;
    private final PositionTable cosines;
    private final PositionTable sines;

    private Rotary(int headWidth, double[] frequencies, double gain) {
      this.headWidth = headWidth;
      cosines =
          new PositionTable(
              headWidth, position -> row(position, frequencies, angle -> gain * Math.cos(angle)));
      sines =
          new PositionTable(
              headWidth, position -> row(position, frequencies, angle -> gain * Math.sin(angle)));
    }

    /// For heads of an even width H; theta is 10,000 in the paper.
    public static Rotary create(int headWidth, double theta) {
      return create(headWidth, new RotaryFrequencies.Plain(theta));
    }

    /// For heads of an even width H.
    public static Rotary create(int headWidth, RotaryFrequencies frequencies) {
      if (headWidth < 2 || headWidth % 2 != 0)
        throw new IllegalArgumentException(
            "Rotary: headWidth must be even and 2 or more, got " + headWidth);
      return new Rotary(headWidth, frequencies.of(headWidth), frequencies.gain());
    }

    /// Turns queries or keys at positions `[first, first + T)`.
    ///
    /// @param heads `[B, N, T, H]`
    /// @return `[B, N, T, H]`
    public Tensor rotate(Tensor heads, long first) {
      check(heads);
      var count = heads.size(2);
      return rotate(heads, cosines.rows(first, count, heads), sines.rows(first, count, heads));
    }

    /// Turns queries or keys, each at a position of its own.
    ///
    /// @param heads `[B, N, T, H]`
    /// @param positions T of them
    /// @return `[B, N, T, H]`
    public Tensor rotate(Tensor heads, int[] positions) {
      check(heads);
      return rotate(heads, cosines.rows(positions, heads), sines.rows(positions, heads));
    }

    private static Tensor rotate(Tensor heads, Tensor cosines, Tensor sines) {
      var halves = Tensors.chunks(heads, 2, 3);
      var crossed = Tensors.concatenate(3, List.of(halves.get(1).negate(), halves.get(0)));
      return heads.multiply(cosines).add(crossed.multiply(sines));
    }

    private void check(Tensor heads) {
      if (heads.rank() != 4 || heads.size(3) != headWidth)
        throw new IllegalArgumentException(
            "Rotary: heads must be [B, N, T, H=%d], got %s".formatted(headWidth, heads.shape()));
    }

    private static float[] row(int position, double[] frequencies, DoubleUnaryOperator wave) {
      var half = frequencies.length;
      var row = new float[2 * half];
      for (var i = 0; i < half; i++)
        row[i] = row[i + half] = (float) wave.applyAsDouble(position * frequencies[i]);
      return row;
    }
  }
}
