package dev.uvaha.text.metrics;

import java.util.ArrayList;
import java.util.List;

/// chrF and chrF++ ("chrF: character n-gram F-score for automatic MT evaluation", Popović 2015), as
/// sacreBLEU counts them with one reference per sentence.
public final class ChrF {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final ChrFConfig config;

  public ChrF(ChrFConfig config) {
    this.config = config;
  }

  /// sacreBLEU's signature of this metric.
  public String signature() {
    return config.signature();
  }

  /// What one pair adds to a corpus.
  public ChrFStatistics statistics(String hypothesis, String reference) {
    var hypothesisNgrams = ngrams(config.letterCase().apply(hypothesis));
    var referenceNgrams = ngrams(config.letterCase().apply(reference));
    int orders = config.orders();
    var hypothesisTotals = new long[orders];
    var referenceTotals = new long[orders];
    var matches = new long[orders];
    for (int order = 0; order < orders; order++) {
      var ours = hypothesisNgrams.get(order);
      var theirs = referenceNgrams.get(order);
      hypothesisTotals[order] = theirs.total() == 0 ? 0 : ours.total();
      referenceTotals[order] = theirs.total();
      matches[order] = ours.matches(theirs);
    }
    return new ChrFStatistics(hypothesisTotals, referenceTotals, matches);
  }

  /// The score of summed statistics.
  public ChrFScore score(ChrFStatistics statistics) {
    double precision = 0;
    double recall = 0;
    int effectiveOrders = 0;
    for (int order = 0; order < statistics.orders(); order++) {
      if (statistics.hypothesis(order) > 0 && statistics.reference(order) > 0) {
        precision += (double) statistics.matches(order) / statistics.hypothesis(order);
        recall += (double) statistics.matches(order) / statistics.reference(order);
        effectiveOrders++;
      }
    }
    double value = 0;
    if (precision + recall > 0) {
      precision /= effectiveOrders;
      recall /= effectiveOrders;
      double factor = (double) config.beta() * config.beta();
      value = 100 * ((1 + factor) * precision * recall / (factor * precision + recall));
    }
    return new ChrFScore(config.name(), value, signature());
  }

  /// The score of a corpus, whose lists are aligned.
  ///
  /// @throws IllegalArgumentException if the lists differ in size or are empty
  public ChrFScore corpus(List<String> hypotheses, List<String> references) {
    AlignedLines.check(hypotheses, references);
    var sum = ChrFStatistics.empty(config);
    for (int i = 0; i < hypotheses.size(); i++) {
      sum = sum.plus(statistics(hypotheses.get(i), references.get(i)));
    }
    return score(sum);
  }

  /// The score of one sentence.
  public ChrFScore sentence(String hypothesis, String reference) {
    return score(statistics(hypothesis, reference));
  }

  private List<NgramCounts> ngrams(String sentence) {
    var ngrams = new ArrayList<NgramCounts>(config.orders());
    var words = UnicodeSpaces.split(sentence);
    var characters = String.join("", words).codePoints().toArray();
    for (int order = 1; order <= config.characterOrder(); order++) {
      ngrams.add(NgramCounts.ofCharacters(characters, order));
    }
    if (config.wordOrder() > 0) {
      var bareWords = withPunctuationApart(words);
      for (int order = 1; order <= config.wordOrder(); order++) {
        ngrams.add(NgramCounts.ofWords(bareWords, order));
      }
    }
    return ngrams;
  }

  /// Cuts one punctuation mark from the end of each word or, failing that, from its beginning.
  private static List<String> withPunctuationApart(List<String> words) {
    var apart = new ArrayList<String>(words.size() * 2);
    for (var word : words) {
      int last = word.length() - 1;
      if (last == 0) {
        apart.add(word);
      } else if (PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        apart.add(word.substring(0, last));
        apart.add(word.substring(last));
      } else if (PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        apart.add(word.substring(0, 1));
        apart.add(word.substring(1));
      } else {
        apart.add(word);
      }
    }
    return apart;
  }
}
