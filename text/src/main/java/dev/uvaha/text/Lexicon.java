package dev.uvaha.text;

import dev.uvaha.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The words that a closed-vocabulary model knows. Case, Unicode composition and the kind of
/// apostrophe don't count: `The` is known if `the` is, `м’який` if `м'який` is. A word with hyphens
/// is also known if all its parts are, one with `'s` if that ending and the rest are.
public final class Lexicon {
  private static final String POSSESSIVE = "'s";

  /// How words are written, by what they are compared by: `Roman` and, first, `roman`. In order, so
  /// that the same question gets the same answer.
  private final TreeMap<String, List<String>> words = new TreeMap<>();

  private Lexicon(Stream<String> words) {
    words
        .filter(word -> !word.isBlank())
        .forEach(word -> this.words.merge(Words.key(word), List.of(word), Lexicon::both));
  }

  /// A lexicon of these words.
  public static Lexicon of(Collection<String> words) {
    return new Lexicon(words.stream());
  }

  /// The words of these texts.
  public static Lexicon ofTexts(Stream<String> texts) {
    return new Lexicon(texts.flatMap(text -> Words.split(text).stream()));
  }

  /// Reads a file of one word a line, plain or gzipped.
  public static Lexicon load(Path file) throws IOException {
    return of(Utf8Lines.all(file));
  }

  /// Writes one word a line, aside and renamed.
  public void save(Path file) throws IOException {
    var lines = new StringBuilder();
    words.values().stream().flatMap(List::stream).forEach(word -> lines.append(word).append('\n'));
    AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// How many words it has; one that is also written with a capital letter counts twice.
  public int size() {
    return words.values().stream().mapToInt(List::size).sum();
  }

  public boolean contains(String word) {
    var key = Words.key(word);
    return words.containsKey(key)
        || (isPossessive(key) && words.containsKey(owner(key)))
        || (key.indexOf('-') >= 0
            && Stream.of(key.split("-", -1))
                .allMatch(part -> !part.isEmpty() && words.containsKey(part)));
  }

  /// Whether a lexicon with the ending `'s` may know a word by that of its owner.
  private boolean isPossessive(String key) {
    return key.endsWith(POSSESSIVE) && words.containsKey(POSSESSIVE);
  }

  private static String owner(String key) {
    return key.substring(0, key.length() - POSSESSIVE.length());
  }

  /// How this lexicon writes a word that it has; empty if it doesn't.
  public Optional<String> spelling(String word) {
    var key = Words.key(word);
    if (words.containsKey(key)) return Optional.of(spelled(key, word));
    if (!isPossessive(key) || !words.containsKey(owner(key))) return Optional.empty();
    return Optional.of(spelled(owner(key), owner(word)) + POSSESSIVE);
  }

  private String spelled(String key, String word) {
    var forms = words.getOrDefault(key, List.of(word));
    return forms.contains(word) ? word : forms.getFirst();
  }

  /// The words of `text` that this lexicon doesn't have, as they are written, each once, in the
  /// order of the text. Numbers and symbols such as emoji are words; punctuation is not.
  public List<String> unknownWords(String text) {
    var unknown = new LinkedHashSet<String>();
    for (var word : Words.split(text)) {
      if (!contains(word)) {
        unknown.add(word);
      }
    }
    return List.copyOf(unknown);
  }

  /// At most `count` known words that `word` may be a slip of, the nearest first: by
  /// [Damerau–Levenshtein distance][EditDistance] of up to 1 for words of 4 letters, 2 of 8, 3
  /// beyond. Of equally near ones, those with the same first letter go first. None if nothing is
  /// near.
  public List<String> suggest(String word, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, got " + count);
    }
    record Suggestion(String word, int distance, int otherLetter) {}
    var key = Words.key(word);
    int limit = limit(key);
    return words.entrySet().stream()
        .map(entry ->
            new Suggestion(
                entry.getValue().getFirst(),
                EditDistance.between(key, entry.getKey(), limit),
                key.regionMatches(0, entry.getKey(), 0, 1) ? 0 : 1))
        .filter(suggestion -> suggestion.distance <= limit)
        .sorted(
            Comparator.comparingInt(Suggestion::distance).thenComparingInt(Suggestion::otherLetter))
        .limit(count)
        .map(Suggestion::word)
        .toList();
  }

  /// The nearest known word, if any is near.
  public Optional<String> suggest(String word) {
    return suggest(word, 1).stream().findFirst();
  }

  private static int limit(String key) {
    int letters = key.codePointCount(0, key.length());
    return letters <= 1 ? 0 : letters <= 4 ? 1 : letters <= 8 ? 2 : 3;
  }

  /// Small letters first.
  private static List<String> both(List<String> forms, List<String> more) {
    return Stream.concat(forms.stream(), more.stream())
        .distinct()
        .sorted(Comparator.comparing((String form) -> !form.equals(Words.key(form))))
        .toList();
  }
}
