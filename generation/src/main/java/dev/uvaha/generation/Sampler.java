package dev.uvaha.generation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Chooses tokens; the same seed and logits give the same tokens. One sequence each: it remembers
/// what was there.
final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;
  private final BitSet seen = new BitSet();

  Sampler(Sampling sampling, long seed) {
    this.sampling = sampling;
    random = new SplittableRandom(seed);
  }

  /// A token, with what the model itself thinks of it.
  ///
  /// @param logProbability before penalty, temperature and cuts, in nats
  record Choice(int token, double logProbability) {}

  /// Tokens that are there already, such as the prompt's.
  void saw(int... tokens) {
    for (var token : tokens) seen.set(token);
  }

  /// The next token, which counts as seen afterwards.
  ///
  /// @param logits `[V]`, not changed; `-∞` forbids a token, and one at least is finite
  Choice choose(float[] logits) {
    var adjusted = adjusted(logits);
    var token = sampling.temperature() == 0 ? likeliest(adjusted) : drawn(adjusted);
    seen.set(token);
    return new Choice(token, logits[token] - logSumExp(logits));
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

  /// What the cuts leave, the likeliest first if anything is cut.
  private int[] candidates(double[] weights) {
    var all = IntStream.range(0, weights.length).filter(i -> weights[i] > 0);
    var cuts = sampling.topK() > 0 || sampling.topP() < 1 || sampling.minP() > 0;
    if (!cuts) return all.toArray();
    var ranked =
        all.boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> weights[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    var kept = sampling.topK() > 0 ? Math.min(sampling.topK(), ranked.length) : ranked.length;
    kept = nucleus(weights, ranked, kept);
    while (kept > 1 && weights[ranked[kept - 1]] < sampling.minP() * weights[ranked[0]]) kept--;
    return Arrays.copyOf(ranked, kept);
  }

  /// The fewest that reach the sum, one at least.
  private int nucleus(double[] weights, int[] ranked, int most) {
    var wanted =
        sampling.topP() * Arrays.stream(ranked, 0, most).mapToDouble(i -> weights[i]).sum();
    if (sampling.topP() == 1) return most;
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
