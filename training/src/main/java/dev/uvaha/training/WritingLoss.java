package dev.uvaha.training;

import dev.uvaha.data.BatchLabels;
import dev.uvaha.data.PaddedSequences;
import dev.uvaha.nn.Loss;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/// How far what a model tells of each next element is from the elements, and from where they end.
///
/// Tokens and the end are classes of one cross-entropy. Of vectors, the squared error, a mean over
/// the numbers of each, and the binary cross-entropy of the end add up.
final class WritingLoss {
  private static final int IGNORED = BatchLabels.PerPosition.IGNORED;

  private WritingLoss() {}

  /// @param told of each place and the place after the last, `[B, T + 1, O]`
  /// @param written what truly stands there
  static LossSum of(Tensor told, PaddedSequences written) {
    return switch (written) {
      case PaddedSequences.Tokens tokens -> ofTokens(told, tokens);
      case PaddedSequences.Vectors vectors -> ofVectors(told, vectors);
    };
  }

  /// The token of each place, and the last class at the place after the last one.
  private static LossSum ofTokens(Tensor told, PaddedSequences.Tokens tokens) {
    var places = tokens.columns() + 1;
    var end = (int) told.size(-1) - 1;
    var targets = new int[tokens.rows() * places];
    Arrays.fill(targets, IGNORED);
    for (var b = 0; b < tokens.rows(); b++) {
      var length = tokens.lengths()[b];
      System.arraycopy(tokens.ids(), b * tokens.columns(), targets, b * places, length);
      targets[b * places + length] = end;
    }
    return LossSum.ofMean(
        Loss.crossEntropy(
            told, Tensors.indices(told.device(), targets, tokens.rows(), places), 0, IGNORED),
        predictions(tokens));
  }

  /// The numbers at each place, and at each and the place after whether it is the end.
  private static LossSum ofVectors(Tensor told, PaddedSequences.Vectors vectors) {
    var width = vectors.width();
    var flat = told.reshape(-1, width + 1L); // [B · (T + 1), F + 1]
    var places = vectors.columns() + 1;
    var ends = rows(flat, places(vectors, places, 1)).select(1, width);
    var sum =
        Loss.binaryCrossEntropy(ends, Tensors.of(told.device(), isEnd(vectors), ends.size(0)))
            .multiply((double) predictions(vectors));
    var elements = places(vectors, places, 0);
    if (elements.length > 0) {
      var truth =
          Tensors.of(
              told.device(), vectors.values(), (long) vectors.rows() * vectors.columns(), width);
      var error =
          Loss.meanSquaredError(
              rows(flat, elements).narrow(1, 0, width),
              rows(truth, places(vectors, vectors.columns(), 0)));
      sum = sum.add(error.multiply((double) elements.length));
    }
    return new LossSum(sum, predictions(vectors));
  }

  /// Each element and each end.
  private static long predictions(PaddedSequences sequences) {
    return Arrays.stream(sequences.lengths()).asLongStream().sum() + sequences.rows();
  }

  private static Tensor rows(Tensor flat, int[] numbers) {
    return flat.indexSelect(0, Tensors.indices(flat.device(), numbers, numbers.length));
  }

  /// Where the first `length + more` places of each row stand in a rectangle laid flat.
  private static int[] places(PaddedSequences sequences, int columns, int more) {
    return IntStream.range(0, sequences.rows())
        .flatMap(b -> IntStream.range(0, sequences.lengths()[b] + more).map(t -> b * columns + t))
        .toArray();
  }

  /// 0 for each element and 1 for the place after the last, of one row after the other.
  private static float[] isEnd(PaddedSequences sequences) {
    var ends = new float[(int) predictions(sequences)];
    var place = -1;
    for (var length : sequences.lengths()) {
      place += length + 1;
      ends[place] = 1;
    }
    return ends;
  }
}
