package dev.uvaha.generation;

import dev.uvaha.generation.GeneratedToken.Alternative;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Chooses tokens; the same seed and logits give the same tokens. One sequence each: it remembers
/// what was there.
final class Sampler {
  /// Weights are measured by the largest, which is 1.
  private static final double FIRST_FLOOR = 1e-3;

  private static final double LAST_FLOOR = 1e-9;

  private final Sampling sampling;
  private final SplittableRandom random;
  private final BitSet seen = new BitSet();

  Sampler(Sampling sampling, long seed) {
    this.sampling = sampling;
    random = new SplittableRandom(seed);
  }

  /// Tokens that are there already, such as the prompt's.
  void saw(int... tokens) {
    for (var token : tokens) seen.set(token);
  }

  /// The next token, which counts as seen afterwards.
  ///
  /// @param logits `[V]`, not changed; `-∞` forbids a token, and one at least is finite
  /// @param alternatives how many of the likeliest are told with it
  GeneratedToken choose(float[] logits, int alternatives) {
    var adjusted = adjusted(logits);
    var token = sampling.temperature() == 0 ? likeliest(adjusted) : drawn(adjusted);
    seen.set(token);
    var normaliser = logSumExp(logits);
    return new GeneratedToken(
        token,
        logits[token] - normaliser,
        likeliest(logits, alternatives)
            .mapToObj(other -> new Alternative(other, logits[other] - normaliser))
            .toList());
  }

  /// The places of the largest, the largest first.
  private static IntStream likeliest(float[] logits, int count) {
    var order = Comparator.comparingDouble((Integer i) -> logits[i]);
    var best = new PriorityQueue<>(order);
    if (count > 0)
      for (var i = 0; i < logits.length; i++) {
        if (best.size() == count && logits[i] <= logits[best.element()]) continue;
        if (best.size() == count) best.remove();
        best.add(i);
      }
    return best.stream().sorted(order.reversed()).mapToInt(Integer::intValue);
  }

  private double[] adjusted(float[] logits) {
    var adjusted = new double[logits.length];
    for (var i = 0; i < logits.length; i++) adjusted[i] = logits[i];
    var penalty = sampling.repetitionPenalty();
    if (penalty != 1)
      seen.stream()
          .filter(token -> token < adjusted.length)
          .forEach(token -> adjusted[token] *= adjusted[token] > 0 ? 1 / penalty : penalty);
    return adjusted;
  }

  /// The first of the largest.
  private static int likeliest(double[] logits) {
    var best = 0;
    for (var i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
    return best;
  }

  private int drawn(double[] logits) {
    var highest = Arrays.stream(logits).max().orElseThrow();
    var weights = new double[logits.length]; // probabilities, but for their sum
    for (var i = 0; i < logits.length; i++)
      weights[i] = Math.exp((logits[i] - highest) / sampling.temperature());
    var candidates = candidates(weights);
    var left = random.nextDouble() * Arrays.stream(candidates).mapToDouble(i -> weights[i]).sum();
    for (var candidate : candidates) {
      left -= weights[candidate];
      if (left < 0) return candidate;
    }
    return candidates[0];
  }

  /// What the cuts leave, the likeliest first if anything is cut. Few tokens have most of the
  /// probability: the others are ranked only if the cuts reach them.
  private int[] candidates(double[] weights) {
    var cuts = sampling.topK() > 0 || sampling.topP() < 1 || sampling.minP() > 0;
    if (!cuts) return IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
    var sum = Arrays.stream(weights).sum();
    var floor = FIRST_FLOOR;
    var ranked = ranked(weights, floor);
    while (floor > 0 && !decide(weights, ranked, floor, sum)) {
      floor = floor < LAST_FLOOR ? 0 : floor * FIRST_FLOOR;
      ranked = ranked(weights, floor);
    }
    return cut(weights, ranked, sum);
  }

  /// Tokens of that weight at least, the likeliest first.
  private static int[] ranked(double[] weights, double floor) {
    return IntStream.range(0, weights.length)
        .filter(i -> weights[i] > 0 && weights[i] >= floor)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> weights[i]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// Whether the cuts leave nothing below these.
  private boolean decide(double[] weights, int[] ranked, double floor, double sum) {
    if (sampling.topK() > 0) return ranked.length >= sampling.topK();
    if (sampling.topP() < 1)
      return Arrays.stream(ranked).mapToDouble(i -> weights[i]).sum() >= sampling.topP() * sum;
    return floor <= sampling.minP();
  }

  private int[] cut(double[] weights, int[] ranked, double sum) {
    var kept = ranked.length;
    var left = sum;
    if (sampling.topK() > 0) {
      kept = Math.min(sampling.topK(), kept);
      left = Arrays.stream(ranked, 0, kept).mapToDouble(i -> weights[i]).sum();
    }
    if (sampling.topP() < 1) kept = nucleus(weights, ranked, kept, sampling.topP() * left);
    while (kept > 1 && weights[ranked[kept - 1]] < sampling.minP() * weights[ranked[0]]) kept--;
    return Arrays.copyOf(ranked, kept);
  }

  /// The fewest that reach the sum, one at least.
  private static int nucleus(double[] weights, int[] ranked, int most, double wanted) {
    var sum = 0.0;
    for (var kept = 1; kept <= most; kept++) {
      sum += weights[ranked[kept - 1]];
      if (sum >= wanted) return kept;
    }
    return most;
  }

  private static double logSumExp(float[] logits) {
    var highest = Double.NEGATIVE_INFINITY;
    for (var logit : logits) highest = Math.max(highest, logit);
    var sum = 0.0;
    for (var logit : logits) sum += Math.exp(logit - highest);
    return highest + Math.log(sum);
  }
}
