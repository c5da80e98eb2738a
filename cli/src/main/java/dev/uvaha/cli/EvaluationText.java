package dev.uvaha.cli;

import dev.uvaha.text.metrics.SacreBleuFormat;
import dev.uvaha.translation.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An evaluation as people read it.
final class EvaluationText {
  private EvaluationText() {}

  /// The direction, both scores as sacreBLEU prints them, and both by source length.
  static List<String> lines(Evaluation figures) {
    var lines = new ArrayList<String>();
    var speed = figures.throughput();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s → %s, %,d sentences, %,.0f words/s",
            TerminalText.oneLine(figures.from()),
            TerminalText.oneLine(figures.to()),
            speed.sentences(),
            speed.wordsPerSecond()));
    SacreBleuFormat.text(List.of(figures.bleu(), figures.chrF()))
        .lines()
        .map(line -> "  " + line)
        .forEach(lines::add);
    lines.add(
        String.format(
            Locale.ROOT, "  %12s %10s %6s %6s", "source words", "sentences", "BLEU", "chrF"));
    for (var length : figures.lengths())
      lines.add(
          String.format(
              Locale.ROOT,
              "  %12s %,10d %6s %6s",
              length.words(),
              length.sentences(),
              SacreBleuFormat.fixed(length.bleu(), 1),
              SacreBleuFormat.fixed(length.chrF(), 1)));
    return lines;
  }
}
