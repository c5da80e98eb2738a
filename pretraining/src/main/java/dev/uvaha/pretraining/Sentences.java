package dev.uvaha.pretraining;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The sentences of a paragraph that are prose: words and punctuation, from a capital letter to a
/// full stop.
final class Sentences {
  private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+(?=[\"'(]?[A-Z])");
  private static final Pattern SENTENCE =
      Pattern.compile("[\"'(]?[A-Z][^{}<>=;\\\\|@_#$%^*~`/+&\\[\\]]*[.!?]");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:['’-][A-Za-z]+)*");
  private static final int SHORTEST = 25;
  private static final int LONGEST = 400;
  private static final int FEWEST_WORDS = 5;
  private static final double LETTERS = 0.92;

  private Sentences() {}

  static List<String> of(String paragraph) {
    return Arrays.stream(END.split(paragraph, -1))
        .map(String::strip)
        .filter(Sentences::isProse)
        .toList();
  }

  private static boolean isProse(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) return false;
    if (!SENTENCE.matcher(text).matches()) return false;
    var words = WORD.matcher(text).results().map(word -> word.group()).toList();
    if (words.size() < FEWEST_WORDS) return false;
    var letters = text.chars().filter(c -> Character.isLetter(c) || c == ' ').count();
    return letters >= LETTERS * text.length() && words.stream().noneMatch(Sentences::isCode);
  }

  /// A capital inside a word: a name of a class or method.
  private static boolean isCode(String word) {
    return word.chars().skip(1).anyMatch(Character::isUpperCase)
        && word.chars().anyMatch(Character::isLowerCase);
  }
}
