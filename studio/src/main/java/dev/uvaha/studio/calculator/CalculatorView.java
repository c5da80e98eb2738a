package dev.uvaha.studio.calculator;

import dev.uvaha.attention.Attended;
import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.attention.Positions;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Parameter;
import dev.uvaha.studio.calculator.Question.Encoding;
import dev.uvaha.studio.calculator.Question.Numbers;
import dev.uvaha.studio.calculator.Question.Score;
import dev.uvaha.studio.calculator.Question.Words;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Computes the steps of attention by the attention module.
final class CalculatorView {
  /// D, of the vectors of words.
  static final int WIDTH = 4;

  private static final int HIDDEN = 4; // h of additive attention
  private static final long QUERY = 11; // seeds of the weights, which are always the same
  private static final long KEY = 12;
  private static final long VALUE = 13;
  private static final long SCORE = 14;

  private CalculatorView() {}

  /// The tensors of one computation.
  private record Computed(
      Optional<Steps.Inputs> inputs,
      Tensor queries,
      Tensor keys,
      Tensor values,
      Attended attended) {}

  static Steps compute(Question question) {
    try (var _ = TensorScope.open()) {
      var computed = attend(question);
      var score = score(question.score(), computed.queries(), computed.keys());
      var labels = labels(question);
      return new Steps(
          question.input() instanceof Numbers(var queries, _, _)
              ? numbered("q", queries.length)
              : labels,
          labels,
          computed.inputs(),
          rows(computed.queries()),
          rows(computed.keys()),
          rows(computed.values()),
          question.score() == Score.SCALED
              ? Optional.of(
                  rows(new AttentionScore.DotProduct().score(computed.queries(), computed.keys())))
              : Optional.empty(),
          score instanceof AttentionScore.Additive additive
              ? Optional.of(
                  blocks(additive.compare(computed.queries(), additive.project(computed.keys()))))
              : Optional.empty(),
          rows(score.score(computed.queries(), computed.keys())),
          mayAttend(question, computed.queries().size(1), computed.keys().size(1)),
          rows(computed.attended().weights()),
          rows(computed.attended().output()),
          change(question, rows(computed.attended().output())));
    }
  }

  private static Computed attend(Question question) {
    return switch (question.input()) {
      case Words(var words) -> {
        var vectors = new float[words.size()][];
        for (var i = 0; i < vectors.length; i++)
          vectors[i] = vector(words.get(question.order().get(i)));
        var placed = placed(tensor(vectors), question.positions()); // [1, T, D]
        var inputs = Optional.of(new Steps.Inputs(vectors, rows(placed)));
        yield attend(
            question,
            inputs,
            linear(QUERY, WIDTH, WIDTH).forward(placed),
            linear(KEY, WIDTH, WIDTH).forward(placed),
            linear(VALUE, WIDTH, WIDTH).forward(placed));
      }
      case Numbers(var queries, var keys, var values) ->
          attend(
              question,
              Optional.empty(),
              placed(tensor(queries), question.positions()),
              placed(tensor(permuted(keys, question.order())), question.positions()),
              tensor(permuted(values, question.order())));
    };
  }

  private static Computed attend(
      Question question,
      Optional<Steps.Inputs> inputs,
      Tensor queries,
      Tensor keys,
      Tensor values) {
    var attention = new Attention(score(question.score(), queries, keys));
    return new Computed(
        inputs, queries, keys, values, attention.attend(queries, keys, values, mask(question)));
  }

  private static AttentionScore score(Score score, Tensor queries, Tensor keys) {
    return switch (score) {
      case DOT -> new AttentionScore.DotProduct();
      case SCALED -> new AttentionScore.ScaledDotProduct();
      case ADDITIVE ->
          new AttentionScore.Additive(
              linear(QUERY, (int) queries.size(2), HIDDEN),
              linear(KEY, (int) keys.size(2), HIDDEN),
              linear(SCORE, HIDDEN, 1));
    };
  }

  private static AttentionMask mask(Question question) {
    return switch (question.mask()) {
      case NONE -> AttentionMask.none();
      case CAUSAL -> AttentionMask.causal();
    };
  }

  private static boolean[][] mayAttend(Question question, long queries, long keys) {
    var may = new boolean[(int) queries][(int) keys];
    for (var i = 0; i < queries; i++)
      for (var j = 0; j < keys; j++)
        may[i][j] =
            switch (question.mask()) {
              case NONE -> true;
              case CAUSAL -> j <= keys - queries + i;
            };
    return may;
  }

  /// Words permuted are queries permuted; typed queries stay in place.
  private static double change(Question question, float[][] output) {
    var before = rows(attend(question.unpermuted()).attended().output());
    var most = 0.0;
    for (var i = 0; i < output.length; i++) {
      var same = before[question.input() instanceof Words ? question.order().get(i) : i];
      for (var j = 0; j < same.length; j++) most = Math.max(most, Math.abs(output[i][j] - same[j]));
    }
    return most;
  }

  private static List<String> labels(Question question) {
    return switch (question.input()) {
      case Words(var words) -> question.order().stream().map(words::get).toList();
      case Numbers _ -> question.order().stream().map(row -> "k" + (row + 1)).toList();
    };
  }

  private static List<String> numbered(String letter, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> letter + number).toList();
  }

  /// A word's vector: the same wherever it stands, and whatever its case.
  static float[] vector(String word) {
    var random = new Random(word.toLowerCase(Locale.ROOT).hashCode() * 31L + 7);
    random.nextInt(); // the first numbers of near seeds are alike
    var vector = new float[WIDTH];
    for (var i = 0; i < WIDTH; i++) vector[i] = (float) random.nextGaussian();
    return vector;
  }

  /// A linear map without bias whose weights are always the same.
  private static Linear linear(long seed, int inputs, int outputs) {
    var random = new Random(seed);
    var weight = new float[outputs * inputs];
    for (var i = 0; i < weight.length; i++)
      weight[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs));
    return new Linear(
        new Parameter(Tensors.of(Device.JVM, weight, outputs, inputs)), Optional.empty());
  }

  private static Tensor placed(Tensor vectors, Encoding positions) {
    return switch (positions) {
      case NONE -> vectors;
      case SINUSOIDAL -> Positions.Sinusoidal.create((int) vectors.size(2)).addTo(vectors);
    };
  }

  private static float[][] permuted(float[][] rows, List<Integer> order) {
    return order.stream().map(row -> rows[row]).toArray(float[][]::new);
  }

  /// `[1, rows, columns]`
  private static Tensor tensor(float[][] rows) {
    var width = rows[0].length;
    var values = new float[rows.length * width];
    for (var i = 0; i < rows.length; i++) System.arraycopy(rows[i], 0, values, i * width, width);
    return Tensors.of(Device.JVM, values, 1, rows.length, width);
  }

  /// Of `[1, blocks, rows, columns]`.
  private static float[][][] blocks(Tensor tensor) {
    var blocks = new float[(int) tensor.size(1)][][];
    for (var i = 0; i < blocks.length; i++) blocks[i] = rows(tensor.select(1, i));
    return blocks;
  }

  /// Of `[1, rows, columns]`.
  private static float[][] rows(Tensor tensor) {
    var values = tensor.toFloats();
    var width = (int) tensor.size(2);
    var rows = new float[(int) tensor.size(1)][];
    for (var i = 0; i < rows.length; i++) {
      rows[i] = new float[width];
      System.arraycopy(values, i * width, rows[i], 0, width);
    }
    return rows;
  }
}
