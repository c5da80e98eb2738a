package dev.uvaha.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// Learns a byte-level BPE from text: counts the words, then merges the most frequent pair of
/// neighbouring tokens again and again ("Neural Machine Translation of Rare Words with Subword
/// Units", algorithm 1). Of equally frequent pairs, the one with the lower ids goes first, so the
/// same text gives the same tokenizer, and the merges are those of Hugging Face's trainer.
///
/// Only the words that hold the merged pair are visited, and only the pairs beside it are counted
/// again.
public final class BpeTrainer {
  private final BpeTrainerConfig config;

  public BpeTrainer(BpeTrainerConfig config) {
    this.config = config;
  }

  /// Learns from `texts`, such as the lines of both sides of a parallel corpus. The stream is read
  /// once and not closed.
  ///
  /// @throws IllegalArgumentException if there is no text
  public ByteLevelBpe train(Stream<String> texts) {
    return train(texts, (merges, total) -> {});
  }

  /// As [#train(Stream)], telling `progress` about each merge.
  public ByteLevelBpe train(Stream<String> texts, BpeProgress progress) {
    var frequencies = new HashMap<String, Frequency>();
    texts.forEachOrdered(text -> count(text, frequencies));
    if (frequencies.isEmpty())
      throw new IllegalArgumentException("there is no text to learn from: every line is empty");
    var run = new Run(frequencies);
    run.learn(progress);
    return run.tokenizer();
  }

  private static void count(String text, Map<String, Frequency> frequencies) {
    for (int start = 0, end; start < text.length(); start = end) {
      end = Gpt2Words.end(text, start);
      frequencies.computeIfAbsent(text.substring(start, end), word -> new Frequency()).value++;
    }
  }

  private static final class Frequency {
    private long value;
  }

  /// A pair that may be merged next, with the words that got it since it was last queued.
  private static final class Candidate implements Comparable<Candidate> {
    private final long pair;
    private final IntList words;
    private long count;

    private Candidate(long pair, long count, IntList words) {
      this.pair = pair;
      this.count = count;
      this.words = words;
    }

    @Override
    public int compareTo(Candidate other) {
      return count != other.count
          ? Long.compare(other.count, count)
          : Long.compare(pair, other.pair);
    }
  }

  private final class Run {
    private final List<String> spellings = new ArrayList<>(config.specialTokens());
    private final Map<String, Integer> ids = new HashMap<>();
    private final HashSet<String> specials = new HashSet<>(config.specialTokens());
    private final Map<Long, Integer> merges = new LinkedHashMap<>();
    private final TrainingWord[] words;
    private final PairCounts counts = new PairCounts();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    private Run(Map<String, Frequency> frequencies) {
      var byteTokens = new int[256];
      for (int value : ByteAlphabet.valuesInSymbolOrder()) {
        byteTokens[value] = add(String.valueOf(ByteAlphabet.symbol(value)));
      }
      words =
          frequencies.entrySet().stream()
              .map(e -> new TrainingWord(e.getKey(), byteTokens, e.getValue().value))
              .toArray(TrainingWord[]::new);
    }

    private int add(String spelling) {
      var known = ids.putIfAbsent(spelling, spellings.size());
      if (known != null) {
        return known;
      }
      spellings.add(spelling);
      return spellings.size() - 1;
    }

    private void learn(BpeProgress progress) {
      for (int i = 0; i < words.length; i++) {
        words[i].pairs(i, counts);
      }
      queueChangedPairs();
      int total = config.vocabularySize() - spellings.size();
      while (spellings.size() < config.vocabularySize()) {
        var next = queue.poll();
        if (next == null) {
          return;
        }
        long count = counts.count(next.pair);
        if (next.count != count) {
          next.count = count;
          queue.add(next);
        } else if (count < config.minimumFrequency()) {
          return;
        } else if (merge(next)) {
          progress.merged(merges.size(), total);
        }
      }
    }

    private boolean merge(Candidate candidate) {
      int left = PairTable.left(candidate.pair);
      int right = PairTable.right(candidate.pair);
      var spelling = spellings.get(left) + spellings.get(right);
      if (specials.contains(spelling)) {
        return false; // text that spells a special token must not become it
      }
      int product = add(spelling);
      merges.remove(candidate.pair); // the same pair again: its last rank counts
      merges.put(candidate.pair, product);
      for (int i = 0; i < candidate.words.size(); i++) {
        int word = candidate.words.get(i);
        words[word].merge(word, candidate.pair, product, counts);
      }
      queueChangedPairs();
      return true;
    }

    private void queueChangedPairs() {
      counts.drain(
          (pair, count, changedWords) -> queue.add(new Candidate(pair, count, changedWords)));
    }

    private ByteLevelBpe tokenizer() {
      int pieces = config.specialTokens().size();
      var vocabulary =
          BpeVocabulary.of(config.specialTokens(), spellings.subList(pieces, spellings.size()));
      var pairs = merges.keySet().stream().mapToLong(Long::longValue).toArray();
      var products = merges.values().stream().mapToInt(Integer::intValue).toArray();
      return new ByteLevelBpe(vocabulary, new BpeMerges(vocabulary.byteTokens(), pairs, products));
    }
  }
}
