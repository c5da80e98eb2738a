/// How good a translator is: BLEU and chrF, by source length, the time it takes, and for the
/// built-in grammar whether it knows what `it` means.
///
/// Anything that turns texts into translations can be measured:
///
/// ```java
/// var figures = Evaluation.of(pairs, "en", "uk", texts -> translations);
/// System.out.println(figures.bleu().value() + " " + figures.bleu().signature());
/// ```
@NullMarked
package dev.uvaha.translation.evaluation;

import org.jspecify.annotations.NullMarked;
