package dev.uvaha.studio.positions;

import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.attention.Positions;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Self-attention over words, and over the same words in another order: what the lecture says of
/// permutations, with and without positions.
///
/// A word's vector follows from the word alone, so that a word that stands twice has it twice.
/// Queries, keys and values are the vectors themselves.
///
/// @param inOrder where each word looks
/// @param permuted the same in the other order
/// @param restored `permuted`, its rows and columns put back: equal to `inOrder` if the order does
///   not count
/// @param difference the largest `|P f(X) - f(P X)|` of any number of the output
record PermutationView(
    AttentionMap inOrder, AttentionMap permuted, AttentionMap restored, double difference) {
  /// Words at most.
  static final int MOST = 24;

  private static final int WIDTH = 32;
  private static final double NORM =
      3.5; // of a word's vector: its softmax is neither flat nor sharp
  private static final double BASE = 10_000;

  @SuppressWarnings("ArrayRecordComponent") // plain numbers, not compared
  private record Looked(AttentionMap map, float[][] output) {}

  /// Attends in both orders.
  ///
  /// @param order the numbers of the words, in the other order
  /// @param learned where the kind is LEARNED
  /// @throws IllegalArgumentException if there are too few or too many words, the order is none, or
  ///   there are no learned positions
  static PermutationView of(
      PositionKind kind,
      Optional<LearnedPositions> learned,
      List<String> words,
      List<Integer> order) {
    check(words, order);
    var inOrder = attend(kind, learned, words);
    var other = order.stream().map(words::get).toList();
    var permuted = attend(kind, learned, other);
    var difference = 0.0;
    var back = new float[words.size()][words.size()];
    for (var i = 0; i < words.size(); i++) {
      for (var j = 0; j < words.size(); j++)
        back[order.get(i)][order.get(j)] = permuted.map.weights()[i][j];
      var expected = inOrder.output[order.get(i)];
      for (var j = 0; j < expected.length; j++)
        difference = Math.max(difference, Math.abs(permuted.output[i][j] - expected[j]));
    }
    return new PermutationView(
        inOrder.map, permuted.map, new AttentionMap(0, 0, words, words, back), difference);
  }

  private static void check(List<String> words, List<Integer> order) {
    if (words.size() < 2 || words.size() > MOST)
      throw new IllegalArgumentException(
          "there must be 2 to %d words, got %d".formatted(MOST, words.size()));
    var all = IntStream.range(0, words.size()).boxed().toList();
    if (!order.stream().sorted().toList().equals(all))
      throw new IllegalArgumentException(
          "the order must have each of 0 to %d once, got %s".formatted(words.size() - 1, order));
  }

  private static Looked attend(
      PositionKind kind, Optional<LearnedPositions> learned, List<String> words) {
    var width = kind == PositionKind.LEARNED ? table(learned, words.size()).width() : WIDTH;
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var input = vectors(words, width); // [1, T, D]
        var told =
            switch (kind) {
              case NONE, ROTARY -> input;
              case SINUSOIDAL -> Positions.Sinusoidal.create(width).addTo(input);
              case LEARNED -> input.add(added(table(learned, words.size()), words.size()));
            };
        var heads = told.unsqueeze(1); // [1, 1, T, D]
        var asked =
            kind == PositionKind.ROTARY
                ? Positions.Rotary.create(width, BASE).rotate(heads, 0)
                : heads;
        var attended =
            new Attention(new AttentionScore.ScaledDotProduct())
                .attend(asked, asked, heads, AttentionMask.none());
        return new Looked(
            AttentionMap.of(0, attended.weights(), 0, words, words).getFirst(),
            rows(attended.output(), words.size(), width));
      }
    });
  }

  private static LearnedPositions table(Optional<LearnedPositions> learned, int words) {
    var table =
        learned.orElseThrow(
            () -> new IllegalArgumentException("there is no model here with learned positions"));
    if (table.rows().length < words)
      throw new IllegalArgumentException(
          "%s has learned %d positions, fewer than %d words"
              .formatted(table.model(), table.rows().length, words));
    return table;
  }

  /// As long as the words' own vectors, since models differ in it.
  private static Tensor added(LearnedPositions table, int count) {
    var values = new float[count * table.width()];
    for (var t = 0; t < count; t++) {
      var row = table.rows()[t];
      put(IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray(), values, t);
    }
    return Tensors.of(Device.CPU, values, 1, count, table.width());
  }

  private static Tensor vectors(List<String> words, int width) {
    var values = new float[words.size() * width];
    for (var t = 0; t < words.size(); t++) {
      var random = new Random(words.get(t).hashCode());
      put(random.doubles(width, -1, 1).toArray(), values, t);
    }
    return Tensors.of(Device.CPU, values, 1, words.size(), width);
  }

  /// Writes a vector, brought to one length, as a row.
  private static void put(double[] vector, float[] rows, int row) {
    var norm = Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
    for (var i = 0; i < vector.length; i++)
      rows[row * vector.length + i] = (float) (norm == 0 ? 0 : vector[i] / norm * NORM);
  }

  private static float[][] rows(Tensor output, int count, int width) {
    var values = output.contiguous().toFloats();
    var rows = new ArrayList<float[]>();
    for (var t = 0; t < count; t++) {
      var row = new float[width];
      System.arraycopy(values, t * width, row, 0, width);
      rows.add(row);
    }
    return rows.toArray(float[][]::new);
  }
}
