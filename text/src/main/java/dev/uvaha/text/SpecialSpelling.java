package dev.uvaha.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where text spells special tokens, of which users' text may hold any.
public final class SpecialSpelling {
  private static final String NOTHING = "(?!)";

  private final Pattern any;

  /// Of these tokens; of two that begin alike the longer one is found.
  public SpecialSpelling(Collection<String> tokens) {
    var spellings =
        tokens.stream()
            .filter(token -> !token.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    any = Pattern.compile(spellings.isEmpty() ? NOTHING : spellings);
  }

  /// The text in pieces, cut behind the first character of every spelling, so that no piece spells
  /// a token of two characters or more; one piece where there is none.
  public List<String> cut(String text) {
    var pieces = new ArrayList<String>();
    var from = 0;
    var found = in(text);
    while (found.find(from)) {
      var at = text.offsetByCodePoints(found.start(), 1);
      pieces.add(text.substring(from, at));
      from = at;
    }
    pieces.add(text.substring(from));
    return pieces;
  }

  Matcher in(String text) {
    return any.matcher(text);
  }
}
