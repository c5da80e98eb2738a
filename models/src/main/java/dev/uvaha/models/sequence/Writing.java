package dev.uvaha.models.sequence;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/// What a model has written of a batch, row by row, with zeros where there is nothing yet.
sealed interface Writing {
  /// The first `columns` places of each row, as the model reads them.
  Tensor read(int columns, Device device);

  /// Whether a row ends by what the model tells of its next place, O numbers.
  boolean isEnd(float[] told);

  /// Writes what the model tells.
  void put(int row, int place, float[] told);

  /// How many rows there are.
  int rows();

  /// Tells what comes at each place and after the last.
  interface Telling {
    /// What comes next.
    ///
    /// @param written as a model reads it, `[B, T]` or `[B, T, F]`
    /// @param lengths what is not padding, B of them
    /// @return `[B, T + 1, O]`
    Tensor next(Tensor written, int[] lengths);
  }

  /// A place for nothing written yet, and one for each element: `[B, T, D]` to `[B, T + 1, D]`.
  static Tensor places(Tensor written) {
    var nothing =
        Tensors.zeros(written.dataType(), written.device(), written.size(0), 1, written.size(2));
    return Tensors.concatenate(1, List.of(nothing, written));
  }

  /// The lengths of [#places].
  static int[] oneMore(int[] lengths) {
    return Arrays.stream(lengths).map(length -> length + 1).toArray();
  }

  /// Writes on until every row has ended. Each step reads all that is written anew: any encoder can
  /// do that, and a sequence of n elements costs n passes.
  ///
  /// @return how long each row has become
  default int[] fill(Device device, Telling telling, int maximumLength) {
    var lengths = new int[rows()];
    for (var place = 0; place < maximumLength && goesOn(lengths, place); place++) {
      var told = next(device, telling, lengths, place);
      var outputs = told.length / lengths.length;
      for (var row = 0; row < lengths.length; row++) {
        var own = Arrays.copyOfRange(told, row * outputs, (row + 1) * outputs);
        if (lengths[row] < place || isEnd(own)) continue; // ended before, or here
        put(row, place, own);
        lengths[row]++;
      }
    }
    return lengths;
  }

  /// Whether a row has come as far as this place.
  private static boolean goesOn(int[] lengths, int place) {
    return Arrays.stream(lengths).anyMatch(length -> length == place);
  }

  /// What comes at a place of each row, `[B, O]`. The place itself is padding.
  private float[] next(Device device, Telling telling, int[] lengths, int place) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        return telling.next(read(place + 1, device), lengths).select(1, place).toFloats();
      }
    });
  }

  /// Token ids.
  ///
  /// @param ids `[B][maximum]`
  @SuppressWarnings("ArrayRecordComponent") // filled in place, never compared
  record OfTokens(int[][] ids) implements Writing {
    @Override
    public int rows() {
      return ids.length;
    }

    @Override
    public Tensor read(int columns, Device device) {
      var flat = Arrays.stream(ids).flatMapToInt(row -> Arrays.stream(row, 0, columns)).toArray();
      return Tensors.indices(device, flat, ids.length, columns);
    }

    @Override
    public boolean isEnd(float[] told) {
      return likeliest(told) == told.length - 1;
    }

    @Override
    public void put(int row, int place, float[] told) {
      ids[row][place] = likeliest(told);
    }

    private static int likeliest(float[] logits) {
      var best = 0;
      for (var i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
      return best;
    }
  }

  /// Vectors of real numbers.
  ///
  /// @param numbers `[B][maximum][F]`
  @SuppressWarnings("ArrayRecordComponent") // filled in place, never compared
  record OfVectors(float[][][] numbers, int features) implements Writing {
    @Override
    public int rows() {
      return numbers.length;
    }

    @Override
    public Tensor read(int columns, Device device) {
      var flat = new float[numbers.length * columns * features];
      for (var row = 0; row < numbers.length; row++)
        for (var t = 0; t < columns; t++)
          System.arraycopy(numbers[row][t], 0, flat, (row * columns + t) * features, features);
      return Tensors.of(device, flat, numbers.length, columns, features);
    }

    @Override
    public boolean isEnd(float[] told) {
      return told[features] > 0;
    }

    @Override
    public void put(int row, int place, float[] told) {
      System.arraycopy(told, 0, numbers[row][place], 0, features);
    }
  }
}
