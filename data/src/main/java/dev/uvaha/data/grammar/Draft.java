package dev.uvaha.data.grammar;

import dev.uvaha.data.SentencePair;
import java.util.Locale;

/// A sentence being written in both languages at once, and the word combinations it has used.
///
/// Sound rules are applied as words are added: `a`/`an`; `у`/`в`, `з`/`із`/`зі`, `йти`/`іти`.
final class Draft {
  private static final String VOWELS = "аеєиіїоуюя";
  private static final String SIBILANTS = "сзшщчцж";

  private final StringBuilder english = new StringBuilder(96);
  private final StringBuilder ukrainian = new StringBuilder(96);
  private final Holdout holdout;
  private String article = "";
  private String preposition = "";
  private Split split = Split.TRAIN;

  Draft(Holdout holdout) {
    this.holdout = holdout;
  }

  /// Notes that two words are combined here; a combination held out moves the sentence.
  Draft combine(String first, String second) {
    split = split.orStricter(holdout.split(first, second));
    return this;
  }

  Split split() {
    return split;
  }

  /// Adds a word or a few; punctuation clings to what stands before.
  Draft english(String words) {
    if (words.isEmpty()) {
      return this;
    }
    if (words.equals("a")) {
      article = words;
      return this;
    }
    if (!article.isEmpty()) {
      article = "";
      append(english, EnglishForms.article(words));
    }
    append(english, words);
    return this;
  }

  Draft ukrainian(String words) {
    if (words.isEmpty()) {
      return this;
    }
    if (words.equals("у") || words.equals("з")) {
      preposition = words;
      return this;
    }
    if (!preposition.isEmpty()) {
      var chosen = preposition.equals("у") ? in(words) : with(words);
      preposition = "";
      append(ukrainian, chosen);
    }
    boolean afterVowel = afterVowel();
    if (words.startsWith("йд") || words.startsWith("йш") || words.equals("йти")) {
      append(ukrainian, afterVowel || ukrainian.isEmpty() ? words : "і" + words.substring(1));
    } else {
      append(ukrainian, words);
    }
    return this;
  }

  Draft both(String english, String ukrainian) {
    return english(english).ukrainian(ukrainian);
  }

  /// `в` after a vowel or before one, but `у` before в, ф and their clusters, and between
  /// consonants.
  private String in(String next) {
    char first = Character.toLowerCase(next.charAt(0));
    boolean labial = first == 'в' || first == 'ф' || (next.length() > 1 && next.charAt(1) == 'в');
    if (labial) {
      return "у";
    }
    return VOWELS.indexOf(first) >= 0 || afterVowel() ? "в" : "у";
  }

  private String with(String next) {
    var word = next.toLowerCase(Locale.ROOT);
    boolean sibilant = SIBILANTS.indexOf(word.charAt(0)) >= 0;
    boolean cluster =
        word.length() > 1 && VOWELS.indexOf(word.charAt(1)) < 0 && word.charAt(1) != '\'';
    if (word.equals("мною") || (sibilant && cluster)) {
      return "зі";
    }
    return sibilant ? "із" : "з";
  }

  private boolean afterVowel() {
    return !ukrainian.isEmpty()
        && VOWELS.indexOf(Character.toLowerCase(ukrainian.charAt(ukrainian.length() - 1))) >= 0;
  }

  private static void append(StringBuilder side, String words) {
    if (!side.isEmpty() && ",.?!'".indexOf(words.charAt(0)) < 0) {
      side.append(' ');
    }
    side.append(words);
  }

  SentencePair finish(String mark) {
    both(mark, mark);
    capitalise(english);
    capitalise(ukrainian);
    return new SentencePair(english.toString(), ukrainian.toString());
  }

  private static void capitalise(StringBuilder side) {
    side.setCharAt(0, Character.toUpperCase(side.charAt(0)));
  }
}
