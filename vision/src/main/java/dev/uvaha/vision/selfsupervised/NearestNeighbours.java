package dev.uvaha.vision.selfsupervised;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;

/// Tells a picture's class by the known pictures that are nearest to it, by cosine: each of k votes
/// for its own class with the weight `exp(cos / τ)` (Wu et al. 2018, section 3.4; as in Caron et
/// al. 2021).
///
/// @param neighbours k
/// @param temperature τ
public record NearestNeighbours(Features known, int neighbours, double temperature) {
  private static final int AT_ONCE = 500; // questions
  private static final double LEAST = 1e-12; // of a length, so that zeros stay zeros

  public NearestNeighbours {
    if (neighbours < 1 || !(temperature > 0))
      throw new IllegalArgumentException(
          "neighbours must be 1 or more and temperature above 0, got %d and %s"
              .formatted(neighbours, temperature));
    neighbours = Math.min(neighbours, known.size());
  }

  /// With k = 20 and τ = 0.07, as published.
  public NearestNeighbours(Features known) {
    this(known, 20, 0.07);
  }

  /// The share of right answers.
  public double accuracy(Features asked) {
    return asked.accuracy(classes(asked));
  }

  /// A class for each row.
  ///
  /// @param asked of the same width
  public long[] classes(Features asked) {
    var classes = new long[asked.size()];
    try (var _ = TensorScope.open()) {
      Autograd.noGradient(() -> {
        var memory = unit(known.tensor()).transpose(0, 1); // [D, N]
        var questions = unit(asked.tensor());
        for (int from = 0; from < asked.size(); from += AT_ONCE) {
          int count = Math.min(AT_ONCE, asked.size() - from);
          try (var _ = TensorScope.open()) {
            var nearest = questions.narrow(0, from, count).matmul(memory).topK(neighbours);
            var weights = nearest.values().divide(temperature).exp().toFloats();
            vote(weights, nearest.indices().toLongs(), classes, from);
          }
        }
      });
    }
    return classes;
  }

  /// @param weights and `rows` k for each question
  private void vote(float[] weights, long[] rows, long[] classes, int from) {
    var votes = new double[known.classes()];
    for (int question = 0; question < weights.length / neighbours; question++) {
      Arrays.fill(votes, 0);
      for (int i = question * neighbours; i < (question + 1) * neighbours; i++)
        votes[known.labels()[(int) rows[i]]] += weights[i];
      int best = 0;
      for (int label = 1; label < votes.length; label++)
        if (votes[label] > votes[best]) best = label;
      classes[from + question] = best;
    }
  }

  private static Tensor unit(Tensor rows) {
    var lengths = rows.multiply(rows).sum(1).sqrt().unsqueeze(1);
    return rows.divide(lengths.maximum(Tensors.full(LEAST, rows.dataType(), rows.device(), 1)));
  }
}
