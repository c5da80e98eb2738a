package dev.uvaha.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a text as people count them: letters, marks and digits, with apostrophes and
/// hyphens inside (`didn't`, `м’який`, `по-нашому`), and runs of symbols such as emoji. Punctuation
/// and control characters are none.
public final class Words {
  private static final String APOSTROPHES = "'’ʼ‘`";

  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}]+(?:["
              + APOSTROPHES
              + "\\-‐‑][\\p{L}\\p{M}\\p{N}]+)*|[\\p{S}\\p{Co}&&[^`]]+");

  private Words() {}

  /// The words of `text`, as they are written, in their order.
  public static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  /// Whether there is any word in `text`.
  static boolean hasAny(String text) {
    return WORD.matcher(text).find();
  }

  /// `text` with each word replaced, and all between them as it is.
  static String replaced(String text, UnaryOperator<String> replacement) {
    return WORD.matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(replacement.apply(word.group())));
  }

  /// What words are compared by: composed, small, with one kind of apostrophe and of hyphen.
  static String key(String word) {
    var key = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).strip();
    for (int i = 0; i < APOSTROPHES.length(); i++) {
      key = key.replace(APOSTROPHES.charAt(i), '\'');
    }
    return key.replace('‐', '-').replace('‑', '-');
  }
}
