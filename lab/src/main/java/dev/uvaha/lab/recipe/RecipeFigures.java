package dev.uvaha.lab.recipe;

import dev.uvaha.translation.evaluation.Evaluation.LengthFigures;
import java.util.List;

/// What came of a recipe.
///
/// @param parameters how many numbers were trained
/// @param tokens predictions learnt from, padding not counted
/// @param seconds of training and validating
/// @param loss on the validation pairs: mean per token, in nats, without label smoothing
/// @param bleu on the test pairs
/// @param lengths the same by words of the source, short to long
public record RecipeFigures(
    long parameters,
    long tokens,
    double seconds,
    double loss,
    double bleu,
    List<LengthFigures> lengths) {
  public RecipeFigures {
    lengths = List.copyOf(lengths);
  }

  /// The exponential of the loss, per token.
  public double perplexity() {
    return Math.exp(loss);
  }
}
