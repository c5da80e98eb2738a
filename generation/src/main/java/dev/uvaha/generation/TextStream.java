package dev.uvaha.generation;

import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns tokens into text as they come: whole characters only, and nothing that may still turn out
/// to be a stop text. What comes after a prompt is what the whole has beyond the prompt; a
/// character that the prompt only begins belongs to what comes.
final class TextStream {
  private static final char UNFINISHED = '\uFFFD';

  private final Tokenizer tokenizer;
  private final List<String> stop;
  private final List<Integer> tokens = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /// Tokens before this are only the context in which later ones are spelt.
  private int context;

  /// Tokens before this are in the text.
  private int spelt;

  private int told;
  private boolean stopped;

  /// @param prompt what the tokens come after; none for a text of its own
  TextStream(Tokenizer tokenizer, int[] prompt, List<String> stop) {
    this.tokenizer = tokenizer;
    this.stop = stop;
    for (var token : prompt) tokens.add(token);
    spelt = prompt.length;
  }

  /// A token more.
  ///
  /// @return what can be told now; may be empty
  String add(int token) {
    tokens.add(token);
    spell(false);
    return stopped ? tell(text.length()) : tell(text.length() - doubtful());
  }

  /// What was held back.
  String end() {
    spell(true);
    return tell(text.length());
  }

  /// Whether a stop text came.
  boolean isStopped() {
    return stopped;
  }

  /// All of it so far, up to a stop text.
  String text() {
    return text.toString();
  }

  /// Spells what is new after what was spelt before: a token may look otherwise at a beginning.
  private void spell(boolean all) {
    if (stopped) return;
    var before = decoded(context, spelt);
    var after = decoded(context, tokens.size());
    if (!all && !after.isEmpty() && after.charAt(after.length() - 1) == UNFINISHED) return;
    var known = shared(before, after);
    if (after.length() > known) {
      var from = text.length();
      text.append(after, known, after.length());
      context = spelt;
      spelt = tokens.size();
      cut(from);
    }
  }

  private static int shared(String before, String after) {
    var length = 0;
    while (length < Math.min(before.length(), after.length())
        && before.charAt(length) == after.charAt(length)) length++;
    return length;
  }

  private String decoded(int from, int to) {
    return tokenizer.decode(
        tokens.subList(from, to).stream().mapToInt(Integer::intValue).toArray());
  }

  /// Ends the text before the first stop text that ends after `from`.
  private void cut(int from) {
    stop.stream()
        .flatMap(end -> found(end, from).stream())
        .min(Integer::compare)
        .ifPresent(place -> {
          text.setLength(place);
          stopped = true;
        });
  }

  private Optional<Integer> found(String end, int from) {
    var place = text.indexOf(end, Math.max(0, from - end.length() + 1));
    return place < 0 ? Optional.empty() : Optional.of(place);
  }

  /// How many of the last characters may be the beginning of a stop text.
  private int doubtful() {
    var longest = 0;
    for (var end : stop)
      for (var length = Math.min(end.length() - 1, text.length()); length > longest; length--)
        if (end.startsWith(text.substring(text.length() - length))) longest = length;
    return longest;
  }

  private String tell(int end) {
    if (end <= told) return "";
    var news = text.substring(told, end);
    told = end;
    return news;
  }
}
