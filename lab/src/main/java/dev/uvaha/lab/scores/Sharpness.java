package dev.uvaha.lab.scores;

import dev.uvaha.attention.AttentionScore;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a score's softmax looks like for queries and keys whose elements are independent, of mean 0
/// and variance 1.
///
/// @param variance of the scores
/// @param entropy of the weights, in nats, the mean over queries; `log n` if all keys are alike
/// @param gradient the length of a random unit-variance gradient after it went back through the
///   softmax, of the median query
record Sharpness(double variance, double entropy, double gradient) {
  /// Averaged over batches of fresh weights, queries and keys.
  static Sharpness of(ScoreKind kind, int width, ScoresSize size) {
    double variance = 0;
    double entropy = 0;
    var gradients = new ArrayList<Double>();
    for (var i = 0; i < size.batches(); i++) {
      try (var _ = TensorScope.open()) {
        var scores = scores(kind.create(width), width, size); // [n_q, n]
        variance += varianceOf(scores) / size.batches();
        entropy += entropyOf(scores) / size.batches();
        gradients.addAll(gradientsThrough(scores));
      }
    }
    return new Sharpness(variance, entropy, median(gradients));
  }

  private static Tensor scores(AttentionScore score, int width, ScoresSize size) {
    return Autograd.noGradient(() -> {
      var query = Randomness.normal(0, 1, Device.CPU, size.queries(), width);
      var key = Randomness.normal(0, 1, Device.CPU, size.keys(), width);
      return score.score(query, key);
    });
  }

  private static double varianceOf(Tensor scores) {
    var centred = scores.add(-scores.mean().item());
    return centred.multiply(centred).mean().item();
  }

  /// `-Σ p log p`, where `log p` is computed stably.
  private static double entropyOf(Tensor scores) {
    return -scores.softmax(-1).multiply(scores.logSoftmax(-1)).sum(-1).mean().item();
  }

  /// One for each query.
  private static List<Double> gradientsThrough(Tensor scores) {
    var leaf = scores.detach().copy().requireGradient();
    var arriving = Randomness.normal(0, 1, Device.CPU, scores.shape().sizes());
    leaf.softmax(-1).multiply(arriving).sum().backward();
    var gradient = leaf.gradient().orElse(Tensors.zerosLike(scores));
    var lengths = gradient.multiply(gradient).sum(-1).sqrt().toFloats();
    return IntStream.range(0, lengths.length).mapToObj(i -> (double) lengths[i]).toList();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
