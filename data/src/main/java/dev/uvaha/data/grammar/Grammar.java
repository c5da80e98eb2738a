package dev.uvaha.data.grammar;

import dev.uvaha.data.SentencePair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A bilingual English–Ukrainian grammar: both sides of a pair are written from one meaning.
///
/// Everything is decided by seeds: the same seed gives the same sentences. Instances are immutable
/// and may be shared between threads; a stream belongs to one thread.
public final class Grammar {
  private final Lexicon lexicon;
  private final Vocabulary vocabulary;

  private Grammar(Lexicon lexicon) {
    this.lexicon = lexicon;
    vocabulary = Vocabulary.of(lexicon);
  }

  /// The grammar that Uvaha ships.
  public static Grammar englishUkrainian() {
    return new Grammar(LexiconReader.read());
  }

  /// An endless stream of pairs, English first, of all splits mixed.
  public Stream<SentencePair> sentences(long seed) {
    var sentences = new Sentences(lexicon, seed);
    return Stream.generate(() -> sentences.draw().pair());
  }

  /// An endless stream of the pairs of one split.
  ///
  /// A combination of two words (who with does, does with what, what with its quality) that is held
  /// out never occurs in `TRAIN`; each sentence of `TEST` has at least one combination held out for
  /// the test, each of `VALID` at least one held out for validation and none for the test.
  public Stream<SentencePair> sentences(Split split, long seed) {
    var sentences = new Sentences(lexicon, seed);
    return Stream.generate(sentences::draw)
        .filter(drawn -> drawn.split() == split)
        .map(Sentences.Drawn::pair);
  }

  /// So many different pairs of one split.
  public List<SentencePair> split(Split split, long seed, int count) {
    return distinct(sentences(split, seed), count);
  }

  /// So many different pairs of several clauses each (two or more), joined by `and` or `but`.
  public List<SentencePair> chained(Split split, long seed, int clauses, int count) {
    if (clauses < 2) {
      throw new IllegalArgumentException("a chain has at least 2 clauses: " + clauses);
    }
    var sentences = new Sentences(lexicon, seed);
    return distinct(
        Stream.generate(() -> sentences.drawChain(clauses))
            .filter(drawn -> drawn.split() == split)
            .map(Sentences.Drawn::pair),
        count);
  }

  private static List<SentencePair> distinct(Stream<SentencePair> pairs, int count) {
    Set<String> seen = new HashSet<>();
    List<SentencePair> chosen = new ArrayList<>(count);
    var iterator = pairs.iterator();
    while (chosen.size() < count) {
      var pair = iterator.next();
      if (seen.add(pair.source())) {
        chosen.add(pair);
      }
    }
    return List.copyOf(chosen);
  }

  /// So many different test items whose noun and quality never stand together in training, in any
  /// kind of sentence, and whose two nouns differ in gender; subjects and objects alternate.
  public List<CoreferenceItem> coreference(long seed, int count) {
    var sentences = new Sentences(lexicon, seed);
    Set<String> seen = new HashSet<>();
    List<CoreferenceItem> items = new ArrayList<>(count);
    while (items.size() < count) {
      var wanted = items.size() % 2 == 0 ? Antecedent.SUBJECT : Antecedent.OBJECT;
      var item = sentences.drawCoreference(wanted);
      if (seen.add(item.pair().source())) {
        items.add(item);
      }
    }
    return List.copyOf(items);
  }

  /// Every word the grammar can write, in both languages, as it is inside a sentence, in order.
  public Set<String> words() {
    return vocabulary.words();
  }

  public int nounCount() {
    return lexicon.nouns().size();
  }

  public int verbCount() {
    return lexicon.verbs().size();
  }

  public int adjectiveCount() {
    return lexicon.adjectives().size();
  }

  Lexicon lexicon() {
    return lexicon;
  }
}
