package dev.uvaha.translation.evaluation;

import dev.uvaha.data.SentencePair;
import dev.uvaha.text.metrics.Bleu;
import dev.uvaha.text.metrics.BleuConfig;
import dev.uvaha.text.metrics.BleuScore;
import dev.uvaha.text.metrics.ChrF;
import dev.uvaha.text.metrics.ChrFConfig;
import dev.uvaha.text.metrics.ChrFScore;
import dev.uvaha.text.metrics.LengthBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What a translator is worth on a corpus, in one direction.
///
/// @param from language of the sources
/// @param to language of the translations
/// @param bleu of all sentences, with sacreBLEU's signature
/// @param chrF of all sentences, with sacreBLEU's signature
/// @param lengths the same by words of the source, short to long, without empty buckets
public record Evaluation(
    String from,
    String to,
    BleuScore bleu,
    ChrFScore chrF,
    List<LengthFigures> lengths,
    Throughput throughput) {
  /// What sentences are of like length, by words of the source.
  public static final LengthBuckets BUCKETS = new LengthBuckets(List.of(5, 10, 20, 30));

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// The figures of the sentences of like length.
  ///
  /// @param words such as `11-20`
  public record LengthFigures(String words, int sentences, double bleu, double chrF) {}

  /// How fast it was, everything counted.
  ///
  /// @param words of the sources, separated by white space
  public record Throughput(int sentences, long words, double seconds) {
    /// Sentences translated in a second.
    public double sentencesPerSecond() {
      return sentences / seconds;
    }

    /// Source words translated in a second.
    public double wordsPerSecond() {
      return words / seconds;
    }
  }

  /// Keeps its own copy of the figures.
  public Evaluation {
    lengths = List.copyOf(lengths);
  }

  /// Translates a corpus and compares with its references.
  ///
  /// @param pairs sources and references, at least one
  /// @param translator gives one translation for each text, in their order
  public static Evaluation of(
      List<SentencePair> pairs,
      String from,
      String to,
      Function<List<String>, List<String>> translator) {
    if (pairs.isEmpty()) throw new IllegalArgumentException("there are no sentences to evaluate");
    var sources = pairs.stream().map(SentencePair::source).toList();
    var began = System.nanoTime();
    var translations = translations(sources, translator);
    var seconds = Math.max(1, System.nanoTime() - began) / 1e9;
    return compared(pairs, translations, from, to, seconds);
  }

  /// All figures as a JSON object.
  public String json() {
    return EvaluationJson.text(EvaluationJson.of(this));
  }

  /// One translation for each text, or an error that says how many came instead.
  static List<String> translations(
      List<String> texts, Function<List<String>, List<String>> translator) {
    var translations = translator.apply(texts);
    if (translations.size() != texts.size())
      throw new IllegalArgumentException(
          "the translator gave %d translations of %d texts"
              .formatted(translations.size(), texts.size()));
    return translations;
  }

  private static Evaluation compared(
      List<SentencePair> pairs, List<String> translations, String from, String to, double seconds) {
    var references = pairs.stream().map(SentencePair::target).toList();
    return new Evaluation(
        from,
        to,
        new Bleu(BleuConfig.DEFAULT).corpus(translations, references),
        new ChrF(ChrFConfig.CHRF).corpus(translations, references),
        byLength(pairs, translations),
        new Throughput(pairs.size(), words(pairs), seconds));
  }

  private static List<LengthFigures> byLength(List<SentencePair> pairs, List<String> translations) {
    var bleu = new Bleu(BleuConfig.DEFAULT);
    var chrF = new ChrF(ChrFConfig.CHRF);
    var figures = new ArrayList<LengthFigures>();
    for (var bucket = 0; bucket < BUCKETS.size(); bucket++) {
      var found = new ArrayList<String>();
      var wanted = new ArrayList<String>();
      for (var i = 0; i < pairs.size(); i++) {
        if (BUCKETS.index(pairs.get(i).source()) != bucket) continue;
        found.add(translations.get(i));
        wanted.add(pairs.get(i).target());
      }
      if (!found.isEmpty())
        figures.add(
            new LengthFigures(
                BUCKETS.labels().get(bucket),
                found.size(),
                bleu.corpus(found, wanted).value(),
                chrF.corpus(found, wanted).value()));
    }
    return figures;
  }

  private static long words(List<SentencePair> pairs) {
    return pairs.stream().mapToLong(pair -> SPACES.split(pair.source().strip()).length).sum();
  }
}
