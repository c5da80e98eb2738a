package dev.uvaha.text.metrics;

/// How BLEU is counted. Smoothing is sacreBLEU's default, `exp`: each order without a match counts
/// as half a match, a quarter, and so on.
///
/// - `letterCase`: whether case counts
/// - `tokenization`: how sentences are cut into words
/// - `orders`: whether orders that a hypothesis is too short for count
public record BleuConfig(LetterCase letterCase, BleuTokenization tokenization, NgramOrders orders) {
  /// What the `sacrebleu` command does.
  public static final BleuConfig DEFAULT =
      new BleuConfig(LetterCase.MIXED, BleuTokenization.V13A, NgramOrders.ALL);

  /// What `sacrebleu --sentence-level` does.
  public static final BleuConfig SENTENCE =
      new BleuConfig(LetterCase.MIXED, BleuTokenization.V13A, NgramOrders.EFFECTIVE);

  /// Which n-gram orders go into the mean.
  public enum NgramOrders {
    /// 1 to 4, for corpora: `eff:no`.
    ALL("no"),
    /// 1 to the longest that the hypothesis has, for single sentences: `eff:yes`.
    EFFECTIVE("yes");

    private final String signature;

    NgramOrders(String signature) {
      this.signature = signature;
    }
  }

  String signature() {
    return "nrefs:1|case:%s|eff:%s|tok:%s|smooth:exp|version:%s"
        .formatted(
            letterCase.signature(),
            orders.signature,
            tokenization.signature(),
            SacreBleuFormat.VERSION);
  }
}
