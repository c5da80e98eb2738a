package dev.uvaha.translation.evaluation;

import dev.uvaha.data.SentencePair;
import dev.uvaha.data.grammar.CoreferenceItem;
import java.util.List;
import java.util.function.Function;

/// Whether a translator into Ukrainian knows which noun `it` means: the gender of the translation
/// tells (`… because it was too tired` → `був втомлений`, the cat; `… because it was too wide` →
/// `була занадто широка`, the street).
///
/// @param right how many items were resolved correctly
/// @param items how many there were
public record Coreference(int right, int items) {
  public Coreference {
    if (items < 1 || right < 0 || right > items)
      throw new IllegalArgumentException(
          "expected 0 <= right <= items, items >= 1; got right=%d, items=%d"
              .formatted(right, items));
  }

  /// Translates the items and counts.
  ///
  /// @param translator English into Ukrainian, one translation for each text
  public static Coreference of(
      List<CoreferenceItem> items, Function<List<String>, List<String>> translator) {
    var translations =
        Evaluation.translations(
            items.stream().map(CoreferenceItem::pair).map(SentencePair::source).toList(),
            translator);
    var right = 0;
    for (var i = 0; i < translations.size(); i++)
      if (items.get(i).resolvedCorrectly(translations.get(i))) right++;
    return new Coreference(right, items.size());
  }

  /// The share that was right, 0 to 1; guessing between two genders is right half of the time.
  public double accuracy() {
    return (double) right / items;
  }
}
