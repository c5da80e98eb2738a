package dev.uvaha.lab.coreference;

import dev.uvaha.data.grammar.Antecedent;
import dev.uvaha.data.grammar.CoreferenceItem;
import dev.uvaha.lab.coreference.TokenText.Span;

/// Where a sentence's words are among the tokens that the translator read.
///
/// @param meant the noun that `it` means
/// @param other the noun that it does not
/// @param it its last piece
/// @param reason the last piece of the adjective, the sentence's last word
/// @param writing the target's token at which the word is written that shows the gender: `був`,
///   `була`, `було`
record Mention(Span meant, Span other, int it, int reason, int writing) {
  private static final String BECAUSE = "because";
  private static final String THEREFORE = "бо";

  /// Finds the words of an item.
  ///
  /// @param source tokens of the English sentence
  /// @param target tokens that the decoder reads, the begin token first
  static Mention of(CoreferenceItem item, TokenText source, TokenText target) {
    var subject = source.find(item.subject(), 0);
    var object = source.find(item.object(), subject.end());
    var it = source.find("it", source.find(BECAUSE, object.end()).end());
    var reason = source.find(lastWord(item.pair().source()), it.end());
    var was = target.find(was(item), target.find(THEREFORE, 0).end());
    var isSubject = item.antecedent() == Antecedent.SUBJECT;
    return new Mention(
        isSubject ? subject : object,
        isSubject ? object : subject,
        it.last(),
        reason.last(),
        was.last() - 1); // the row of a token writes the next one
  }

  private static String lastWord(String sentence) {
    return sentence.substring(sentence.lastIndexOf(' ') + 1, sentence.length() - 1);
  }

  private static String was(CoreferenceItem item) {
    return switch (item.gender()) {
      case MASCULINE -> "був";
      case FEMININE -> "була";
      case NEUTER -> "було";
      case PLURAL -> "були";
    };
  }
}
