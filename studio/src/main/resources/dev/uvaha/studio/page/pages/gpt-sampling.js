// How the next token is chosen from its logits, as Java's Sampler does: temperature, then top-k, then top-p.

/**
 * @param logits Float32Array
 * @returns { probabilities: Float64Array of what is left, kept: how many tokens are }
 */
export function distribution(logits, { temperature, topK, topP }) {
  const probabilities = new Float64Array(logits.length);
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
  if (temperature === 0) {
    probabilities[best] = 1;
    return { probabilities, kept: 1 };
  }
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += probabilities[i] = Math.exp((logits[i] - logits[best]) / temperature);
  let kept = logits.length;
  if (topK > 0 || topP < 1) {
    const ranked = [...probabilities.keys()].sort((one, other) => probabilities[other] - probabilities[one]);
    if (topK > 0) kept = Math.min(topK, kept);
    sum = 0;
    for (let i = 0; i < kept; i++) sum += probabilities[ranked[i]];
    if (topP < 1) {
      const wanted = topP * sum;
      sum = 0;
      let count = 0;
      while (count < kept && (count === 0 || sum < wanted)) sum += probabilities[ranked[count++]];
      kept = count;
    }
    for (let i = kept; i < ranked.length; i++) probabilities[ranked[i]] = 0;
  }
  for (let i = 0; i < probabilities.length; i++) probabilities[i] /= sum;
  return { probabilities, kept };
}

/** Kullback and Leibler's divergence of one's logits from another's, in nats. */
export function divergence(from, to) {
  const one = distribution(from, { temperature: 1, topK: 0, topP: 1 }).probabilities;
  const other = distribution(to, { temperature: 1, topK: 0, topP: 1 }).probabilities;
  let sum = 0;
  for (let i = 0; i < one.length; i++) if (one[i] > 0) sum += one[i] * Math.log(one[i] / Math.max(other[i], 1e-300));
  return sum;
}
