package dev.uvaha.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text as a model reads it that has learned from single plain sentences of a [Lexicon] alone: what
/// it has never seen, such as a quotation mark or a sentence without a full stop, it would guess at
/// wildly.
public final class ClosedSentences {
  /// Marks around and between sentences that carry no word.
  private static final Pattern BRACKETS = Pattern.compile("[\"“”„‟«»‹›()\\[\\]{}*_]");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern END = Pattern.compile("(?<=[.?!…]) ");
  private static final Pattern EXCLAMATION = Pattern.compile("[!…]+$|\\.{2,}$");
  private static final Pattern OTHER_MARKS = Pattern.compile("[\\p{P}&&[^.,?'’ʼ‘\\-‐‑—]]");

  private final Lexicon lexicon;

  /// Over the words that the model knows.
  public ClosedSentences(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /// The sentences of a text: without quotation marks and brackets, known words spelled as the
  /// model has learned them, the first letter capital, a full stop or question mark at the end.
  public List<String> of(String text) {
    var bare = BRACKETS.matcher(text).replaceAll(" ");
    var line = SPACES.matcher(bare).replaceAll(" ").strip().replace(" .", ".").replace(" ?", "?");
    return END.splitAsStream(line).filter(Words::hasAny).map(this::plain).toList();
  }

  /// The words of a text, and the marks, that the model has never seen, each once.
  public List<String> unknown(String text) {
    var unknown = new LinkedHashSet<String>();
    for (var sentence : of(text)) {
      unknown.addAll(lexicon.unknownWords(sentence));
      OTHER_MARKS.matcher(sentence).results().forEach(mark -> unknown.add(mark.group()));
    }
    return List.copyOf(unknown);
  }

  private String plain(String sentence) {
    var ended = EXCLAMATION.matcher(sentence).replaceAll(".");
    if (!ended.endsWith(".") && !ended.endsWith("?")) ended += ".";
    return capital(Words.replaced(ended, word -> lexicon.spelling(word).orElse(word)));
  }

  private static String capital(String sentence) {
    var first = sentence.offsetByCodePoints(0, 1);
    return sentence.substring(0, first).toUpperCase(Locale.ROOT) + sentence.substring(first);
  }
}
