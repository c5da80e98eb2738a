package dev.uvaha.text.metrics;

/// A score of 0–100 with all that is needed to repeat it.
public sealed interface Score permits BleuScore, ChrFScore {
  /// What sacreBLEU calls it: `BLEU`, `chrF2`, `chrF2++`.
  String name();

  /// 0–100.
  double value();

  /// sacreBLEU's signature of how it was counted.
  String signature();

  /// What sacreBLEU prints after the score; empty if nothing.
  String details();
}
