package dev.uvaha.lab.coreference;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.data.grammar.CoreferenceItem;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Side;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tells what the heads do.
///
/// @param looks the lecture's sentences, as the chosen head sees them
record HeadReport(HeadCounts counts, List<Look> looks) {
  private static final double MOST = 0.75;
  private static final double NEARLY_ALL = 0.9;
  private static final double HALF = 0.5;

  /// A sentence as a head sees it.
  record Look(CoreferenceItem item, AttentionMap map, Mention mention) {
    /// On the noun that is meant.
    double onMeant() {
      return HeadCount.weight(map.weights()[mention.it()], mention.meant());
    }

    double onOther() {
      return HeadCount.weight(map.weights()[mention.it()], mention.other());
    }
  }

  void tell(Findings findings) {
    for (var head : counts.heads())
      findings.figure(
          "accuracy/%s/%s".formatted(head.gaze().file, head.name()), Range.of(head.accuracy()));
    findings.figure("resolved", Range.of(counts.resolved()));
    for (var gaze : Gaze.values())
      findings.figure(
          "accuracy/%s/chosen head".formatted(gaze.file),
          Range.of(counts.best(gaze).measured().share()));
    findings.table(chosen()).table(heads());
    for (var gaze : Gaze.values()) findings.plot(accuracies(gaze));
    for (var look : looks) findings.plot(map(look));
    judge(findings);
  }

  private Table chosen() {
    var rows =
        Arrays.stream(Gaze.values())
            .map(gaze -> {
              var best = counts.best(gaze);
              return List.of(
                  gaze.label, best.name(), best.measured().text(), percent(best.weight()));
            })
            .toList();
    return new Table(
        "chosen",
        "The head that half of the sentences choose, and how often it is right in the other half",
        List.of("looking", "head", "more at the antecedent", "weight on it"),
        rows);
  }

  private Table heads() {
    var rows =
        counts.of(Gaze.IT).stream()
            .map(head -> List.of(head.name(), head.interval().text(), percent(head.weight())))
            .toList();
    return new Table(
        "heads",
        "Every head of the encoder, looking from 'it'",
        List.of("head", "more at the antecedent", "weight on it"),
        rows);
  }

  /// Layers by heads.
  private Plot accuracies(Gaze gaze) {
    var layers =
        List.copyOf(
            counts.of(gaze).stream()
                .collect(
                    Collectors.groupingBy(
                        HeadCount::layer,
                        TreeMap::new,
                        Collectors.mapping(HeadCount::accuracy, Collectors.toList())))
                .values());
    return new Plot.Heat(
        "accuracy-" + gaze.file,
        "Share of sentences right: " + gaze.label,
        new Side("layer", numbers(layers.size())),
        new Side("head", numbers(layers.getFirst().size())),
        layers);
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  private static Plot map(Look look) {
    var tokens = look.map().queries().stream().map(String::strip).toList();
    var values =
        IntStream.range(0, tokens.size())
            .mapToObj(t ->
                IntStream.range(0, tokens.size())
                    .mapToObj(s -> (double) look.map().weights()[t][s])
                    .toList())
            .toList();
    return new Plot.Heat(
        "map-" + look.item().meant(),
        "Layer %d, head %d: 'it' means the %s"
            .formatted(look.map().layer() + 1, look.map().head() + 1, look.item().meant()),
        new Side("looks", tokens),
        new Side("is looked at", tokens),
        values);
  }

  private void judge(Findings findings) {
    var best = counts.best(Gaze.IT);
    findings.verdict(
        new Verdict(
            "an encoder head looks from 'it' more at the antecedent, above chance",
            best.measured().isAboveChance(),
            "%s, chosen by the other half: %s".formatted(best.name(), best.measured().text())));
    findings.verdict(
        new Verdict(
            "and it does so in three sentences of four",
            best.measured().share() >= MOST,
            "%s: %s".formatted(best.name(), percent(best.measured().share()))));
    findings.verdict(
        new Verdict(
            "in both sentences of the lecture it looks more at the noun that is meant",
            looks.stream().allMatch(look -> look.onMeant() > look.onOther()),
            looks.stream().map(HeadReport::evidence).collect(Collectors.joining("; "))));
    var encoder = counts.of(Gaze.IT);
    var able = encoder.stream().filter(head -> head.interval().isAboveChance()).count();
    findings.verdict(
        new Verdict(
            "it is the work of few: less than half of the encoder's heads do it above chance",
            able < HALF * encoder.size(),
            "%d of %d heads".formatted(able, encoder.size())));
    findings.verdict(
        new Verdict(
            "the translator gets nine genders of ten right, whichever heads it takes",
            counts.resolved() >= NEARLY_ALL,
            percent(counts.resolved()) + " of the sentences"));
  }

  private static String evidence(Look look) {
    return "%s %s, %s %s"
        .formatted(
            look.item().meant(),
            percent(look.onMeant()),
            look.item().other(),
            percent(look.onOther()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
