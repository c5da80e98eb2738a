package dev.uvaha.data.grammar;

import dev.uvaha.data.SentencePair;
import java.util.Locale;
import java.util.Map;

/// A sentence whose `it` must be resolved to be translated, and which of the two nouns it means.
///
/// The genders of the two nouns differ, so that Ukrainian has to disclose the answer.
///
/// @param subject the first clause's first noun, as it stands in the English sentence
/// @param object the first clause's second noun, likewise
public record CoreferenceItem(
    SentencePair pair, Antecedent antecedent, Agreement gender, String subject, String object) {
  private static final Map<String, Agreement> WAS =
      Map.of(
          "був", Agreement.MASCULINE,
          "була", Agreement.FEMININE,
          "було", Agreement.NEUTER,
          "були", Agreement.PLURAL);

  /// The noun that `it` means, as it stands in the English sentence.
  public String meant() {
    return switch (antecedent) {
      case SUBJECT -> subject;
      case OBJECT -> object;
    };
  }

  /// The noun that `it` does not mean.
  public String other() {
    return switch (antecedent) {
      case SUBJECT -> object;
      case OBJECT -> subject;
    };
  }

  /// Whether the translation's reason agrees with the noun that is meant: both `був, була, було`
  /// and the adjective after it must have its gender. A translation without a reason is wrong.
  public boolean resolvedCorrectly(String ukrainianTranslation) {
    var words = ukrainianTranslation.toLowerCase(Locale.ROOT).split("[ ,.!?]+", 0);
    int because = -1;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("бо")) {
        because = i;
      }
    }
    boolean agrees = false;
    for (int i = because + 1; because >= 0 && i < words.length; i++) {
      var was = WAS.get(words[i]);
      if (was != null) {
        agrees = was == gender;
      }
    }
    return agrees && adjectiveAgrees(words[words.length - 1]);
  }

  private boolean adjectiveAgrees(String adjective) {
    return switch (gender) {
      case MASCULINE -> adjective.endsWith("й");
      case FEMININE -> adjective.endsWith("а") || adjective.endsWith("я");
      case NEUTER -> adjective.endsWith("е") || adjective.endsWith("є");
      case PLURAL -> adjective.endsWith("і");
    };
  }
}
