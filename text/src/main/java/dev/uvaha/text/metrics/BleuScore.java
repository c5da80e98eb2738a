package dev.uvaha.text.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A BLEU score.
///
/// - `value`: 0–100
/// - `precisions`: of orders 1–4, 0–100
/// - `brevityPenalty`: 0–1
public record BleuScore(
    double value,
    List<Double> precisions,
    double brevityPenalty,
    long hypothesisLength,
    long referenceLength,
    String signature)
    implements Score {
  public BleuScore {
    precisions = List.copyOf(precisions);
  }

  @Override
  public String name() {
    return "BLEU";
  }

  @Override
  public String details() {
    double ratio = referenceLength == 0 ? 0 : (double) hypothesisLength / referenceLength;
    return String.format(
        Locale.ROOT,
        "%s (BP = %s ratio = %s hyp_len = %d ref_len = %d)",
        precisions.stream()
            .map(precision -> SacreBleuFormat.fixed(precision, 1))
            .collect(Collectors.joining("/")),
        SacreBleuFormat.fixed(brevityPenalty, 3),
        SacreBleuFormat.fixed(ratio, 3),
        hypothesisLength,
        referenceLength);
  }
}
