/// BLEU and chrF, equal to sacreBLEU 2.6.0 to the last digit, with its signatures ("A Call for
/// Clarity in Reporting BLEU Scores").
///
/// A metric turns each pair of hypothesis and reference into statistics, which can be summed over
/// any set of pairs (a corpus, the sentences of one length), and a sum into a score:
///
/// ```java
/// var bleu = new Bleu(BleuConfig.DEFAULT);
/// Score score = bleu.corpus(hypotheses, references);
/// System.out.println(SacreBleuFormat.text(List.of(score)));
/// ```
@NullMarked
package dev.uvaha.text.metrics;

import org.jspecify.annotations.NullMarked;
