package dev.uvaha.lab.vit;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Makes findings of what was trained.
record VitReport(VitSize size, Map<Subject, List<VitResult>> results) {
  private static final double LOST = 0.05;
  private static final double ALIKE = 0.03;
  private static final double GAINED = 0.05;

  void tell(Findings findings) {
    var rows = new ArrayList<List<String>>();
    for (var subject : Subject.values()) {
      var accuracy = accuracy(subject);
      findings.figure("accuracy/" + subject.label, accuracy);
      rows.add(
          List.of(
              subject.label,
              String.valueOf((VitSize.SIDE / subject.patch) * (VitSize.SIDE / subject.patch)),
              accuracy.text("%.3f")));
    }
    findings.table(
        new Table(
            "accuracy",
            "Share of drawn shapes told rightly; guessing: 0.100",
            List.of("model", "patches", "accuracy"),
            rows));
    judge(findings);
    plots(findings);
  }

  private List<VitResult> seeds(Subject subject) {
    return results.getOrDefault(subject, List.of());
  }

  private Range accuracy(Subject subject) {
    return Range.over(seeds(subject), VitResult::accuracy);
  }

  private void judge(Findings findings) {
    var coarse = accuracy(Subject.PATCH_16);
    var middle = accuracy(Subject.PATCH_8);
    var fine = accuracy(Subject.PATCH_4);
    findings.verdict(
        new Verdict(
            "smaller patches see more: the median rises from 16 to 8 to 4 pixels",
            coarse.median() < middle.median() && middle.median() < fine.median(),
            "16: %s, 8: %s, 4: %s"
                .formatted(coarse.text("%.3f"), middle.text("%.3f"), fine.text("%.3f"))));
    var none = accuracy(Subject.WITHOUT_POSITIONS);
    var waves = accuracy(Subject.SINUSOIDAL);
    findings
        .verdict(
            new Verdict(
                "without positions much is lost: the best seed is 0.05 or more below the worst with learned ones",
                none.highest() <= middle.lowest() - LOST,
                "without %s, learned %s".formatted(none.text("%.3f"), middle.text("%.3f"))))
        .verdict(
            new Verdict(
                "waves do as well as learned positions: medians within 0.03",
                Math.abs(waves.median() - middle.median()) < ALIKE,
                "waves %s, learned %s".formatted(waves.text("%.3f"), middle.text("%.3f"))));
    var gain = gain();
    findings
        .figure("gain/pretraining", gain)
        .verdict(
            new Verdict(
                "with few labels, pretraining without labels helps: by 0.05 or more, the median of the seeds' differences",
                gain.median() >= GAINED,
                "fresh %s, pretrained %s, difference %s"
                    .formatted(
                        accuracy(Subject.FEW_LABELS).text("%.3f"),
                        accuracy(Subject.FEW_LABELS_PRETRAINED).text("%.3f"),
                        gain.text("%.3f"))));
  }

  /// Each seed chooses the same labels for both.
  private Range gain() {
    var fresh = seeds(Subject.FEW_LABELS);
    var pretrained = seeds(Subject.FEW_LABELS_PRETRAINED);
    return new Range(
        IntStream.range(0, fresh.size())
            .mapToObj(i -> pretrained.get(i).accuracy() - fresh.get(i).accuracy())
            .toList());
  }

  private void plots(Findings findings) {
    var patches = List.of(Subject.PATCH_4, Subject.PATCH_8, Subject.PATCH_16);
    var sides = patches.stream().map(subject -> (double) subject.patch).toList();
    findings.plot(
        new Plot.Lines(
            "patch-size",
            "Accuracy by the size of a patch",
            Axis.logarithmic("side of a patch, pixels"),
            Axis.linear("accuracy"),
            List.of(
                Series.line(
                    "lowest", sides, patches.stream().map(s -> accuracy(s).lowest()).toList()),
                Series.line(
                    "median", sides, patches.stream().map(s -> accuracy(s).median()).toList()),
                Series.line(
                    "highest", sides, patches.stream().map(s -> accuracy(s).highest()).toList()))));
    var losses = new ArrayList<Series>();
    for (var subject : Subject.values()) {
      var loss = seeds(subject).getFirst().losses();
      losses.add(
          Series.line(
              subject.label,
              IntStream.rangeClosed(1, loss.size())
                  .mapToObj(i -> (double) i / loss.size())
                  .toList(),
              loss));
    }
    findings.plot(
        new Plot.Lines(
            "loss",
            "Training loss, with smoothed labels",
            Axis.linear("share of the steps"),
            Axis.linear("cross-entropy, nats"),
            losses));
  }
}
