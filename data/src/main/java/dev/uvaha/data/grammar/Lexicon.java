package dev.uvaha.data.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The words of both languages and what may be said of what.
final class Lexicon {
  private final List<Noun> nouns;
  private final List<Adjective> adjectives;
  private final List<Verb> verbs;
  private final List<Frame> frames;
  private final Map<Noun, List<Adjective>> qualities = new HashMap<>();

  Lexicon(List<Noun> nouns, List<Adjective> adjectives, List<Verb> verbs, List<Frame> frames) {
    this.nouns = nouns;
    this.adjectives = adjectives;
    this.verbs = verbs;
    this.frames = frames;
    for (var noun : nouns) {
      qualities.put(noun, adjectives.stream().filter(a -> a.suits(noun)).toList());
    }
  }

  List<Noun> nouns() {
    return nouns;
  }

  List<Adjective> adjectives() {
    return adjectives;
  }

  List<Verb> verbs() {
    return verbs;
  }

  List<Frame> frames() {
    return frames;
  }

  /// The adjectives that are said of this noun.
  List<Adjective> qualities(Noun noun) {
    return qualities.getOrDefault(noun, List.of());
  }

  List<Noun> nounsThatAre(String... traits) {
    return nouns.stream()
        .filter(noun -> {
          for (var trait : traits) {
            if (noun.is(trait)) {
              return true;
            }
          }
          return false;
        })
        .toList();
  }
}
