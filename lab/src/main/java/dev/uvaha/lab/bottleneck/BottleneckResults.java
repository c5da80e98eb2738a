package dev.uvaha.lab.bottleneck;

import dev.uvaha.data.ParallelCorpus;
import dev.uvaha.data.SentencePair;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Plot.Series.Mark;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.recipe.RecipeFigures;
import dev.uvaha.translation.evaluation.Evaluation;
import dev.uvaha.translation.evaluation.Evaluation.LengthFigures;
import dev.uvaha.translation.recipe.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the contenders came to, for each seed.
///
/// @param test the pairs that all were measured on
record BottleneckResults(Map<Contender, List<RecipeFigures>> figures, Corpus test) {
  /// One falls deeper than another if its BLEU loses so many times as large a share.
  private static final double DEEPER = 2;

  /// The share of the sentences that a length must have to be compared with another.
  private static final double ENOUGH = 0.05;

  void tell(Findings findings) {
    figures.forEach((contender, seeds) -> {
      findings
          .figure(contender.label + "/parameters", Range.over(seeds, RecipeFigures::parameters))
          .figure(contender.label + "/tokens", Range.over(seeds, RecipeFigures::tokens))
          .figure(contender.label + "/seconds", Range.over(seeds, RecipeFigures::seconds))
          .figure(contender.label + "/perplexity", Range.over(seeds, RecipeFigures::perplexity))
          .figure(contender.label + "/bleu", Range.over(seeds, RecipeFigures::bleu));
      for (var i = 0; i < buckets().size(); i++)
        findings.figure(
            contender.label + "/bleu/" + buckets().get(i).words() + " words", bleu(contender, i));
    });
    findings.table(models()).table(lengths()).plot(plot());
    judge(findings);
  }

  /// The lengths that the test has, with how many sentences of each.
  private List<LengthFigures> buckets() {
    return seeds(Contender.ONE_VECTOR).getFirst().lengths();
  }

  private List<RecipeFigures> seeds(Contender contender) {
    var seeds = figures.get(contender);
    if (seeds == null) throw new IllegalStateException(contender + " was not run");
    return seeds;
  }

  private Range bleu(Contender contender, int bucket) {
    return Range.over(seeds(contender), seed -> seed.lengths().get(bucket).bleu());
  }

  /// The lengths that enough sentences have, by their places among all.
  private List<Integer> common() {
    var all = buckets().stream().mapToInt(LengthFigures::sentences).sum();
    return IntStream.range(0, buckets().size())
        .filter(bucket -> buckets().get(bucket).sentences() >= ENOUGH * all)
        .boxed()
        .toList();
  }

  /// The share of BLEU that is lost from the shortest sentences to the longest; 0 where there is
  /// none to lose.
  private Range fall(Contender contender) {
    return Range.over(
        seeds(contender),
        seed -> {
          var shortest = seed.lengths().get(common().getFirst()).bleu();
          var longest = seed.lengths().get(common().getLast()).bleu();
          return shortest == 0 ? 0 : 1 - longest / shortest;
        });
  }

  private Table models() {
    var rows = new ArrayList<List<String>>();
    figures.forEach((contender, seeds) ->
        rows.add(
            List.of(
                contender.label,
                counted(seeds.getFirst().parameters()),
                counted(seeds.getFirst().tokens()),
                Range.over(seeds, RecipeFigures::seconds).text("%.0f"),
                Range.over(seeds, RecipeFigures::perplexity).text("%.2f"),
                Range.over(seeds, RecipeFigures::bleu).text("%.1f"))));
    return new Table(
        "models",
        "Three models of one size after the same batches",
        List.of("model", "parameters", "tokens learnt from", "seconds", "perplexity", "BLEU"),
        rows);
  }

  private Table lengths() {
    var rows = new ArrayList<List<String>>();
    for (var i = 0; i < buckets().size(); i++) {
      var row =
          new ArrayList<>(List.of(buckets().get(i).words(), counted(buckets().get(i).sentences())));
      for (var contender : Contender.values()) row.add(bleu(contender, i).text("%.1f"));
      rows.add(row);
    }
    var header =
        Stream.concat(
                Stream.of("words of the source", "sentences"),
                Stream.of(Contender.values()).map(contender -> contender.label))
            .toList();
    return new Table("lengths", "BLEU by the length of the sentence", header, rows);
  }

  private Plot plot() {
    var words = meanWords();
    var curves = new ArrayList<Series>();
    for (var contender : Contender.values()) {
      var values = new ArrayList<Double>();
      for (var i = 0; i < words.size(); i++) values.add(bleu(contender, i).median());
      curves.add(new Series(contender.label, Mark.LINE_AND_POINTS, words, values));
    }
    return new Plot.Lines(
        "bleu-by-length",
        "BLEU by the length of the sentence",
        Axis.linear("words of the source"),
        Axis.linear("BLEU"),
        curves);
  }

  /// Of the test sentences of each length, short to long.
  private List<Double> meanWords() {
    if (!(test instanceof Corpus.Tsv(var file)))
      throw new IllegalStateException("the test is no file: " + test);
    return ParallelCorpus.tsv(file).read().stream()
        .map(SentencePair::source)
        .collect(
            Collectors.groupingBy(
                Evaluation.BUCKETS::index,
                TreeMap::new,
                Collectors.averagingInt(source -> source.strip().split("\\s+", -1).length)))
        .values()
        .stream()
        .toList();
  }

  private void judge(Findings findings) {
    var shortest = buckets().get(common().getFirst()).words();
    var longest = buckets().get(common().getLast()).words();
    var one = fall(Contender.ONE_VECTOR);
    for (var attending : List.of(Contender.RNN_SEARCH, Contender.TRANSFORMER)) {
      var other = fall(attending);
      findings.verdict(
          new Verdict(
              "with length one vector loses at least twice as large a share of its BLEU as %s, for every seed"
                  .formatted(attending.label),
              one.lowest() > 0 && one.lowest() >= DEEPER * other.highest(),
              "from %s to %s words: one vector %s of its BLEU, %s %s"
                  .formatted(
                      shortest, longest, one.text("%.2f"), attending.label, other.text("%.2f"))));
      beats(findings, attending, longest);
    }
  }

  private void beats(Findings findings, Contender attending, String longest) {
    var one = bleu(Contender.ONE_VECTOR, common().getLast());
    var other = bleu(attending, common().getLast());
    findings.verdict(
        new Verdict(
            "%s translates the longest sentences better than one vector, for every seed"
                .formatted(attending.label),
            other.lowest() > one.highest(),
            "%s words: %s %s BLEU, one vector %s"
                .formatted(longest, attending.label, other.text("%.1f"), one.text("%.1f"))));
  }

  private static String counted(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
