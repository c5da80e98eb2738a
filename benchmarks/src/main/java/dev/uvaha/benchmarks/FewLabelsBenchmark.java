package dev.uvaha.benchmarks;

import dev.uvaha.vision.selfsupervised.FewLabels;
import dev.uvaha.vision.selfsupervised.FewLabels.Labelled;
import dev.uvaha.vision.selfsupervised.SelfSupervisedRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fashion-MNIST with a share of its labels: from fresh weights, and after masked pretraining on
/// all pictures.
///
/// `--seeds 3 --share 0.01 --pretraining-steps 3000 --steps 500 --batch 64 --fresh-rate 0.001
/// --tuned-rate 0.0005 --pictures idx:/usr/share/datasets/fashion-mnist --out runs/few-labels`
public final class FewLabelsBenchmark {
  private FewLabelsBenchmark() {}

  /// Prints both accuracies for each seed, and at last the median of their differences.
  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    var settings = new ArrayList<String>();
    arguments.text("pictures").ifPresent(where -> settings.add("data.pictures=" + where));
    arguments
        .text("pretraining-steps")
        .ifPresent(steps -> settings.add("training.limits.steps=" + steps));
    var usual = FewLabels.fashionMnist();
    var few =
        new FewLabels(
            SelfSupervisedRecipe.named("fashion-mnist-mae", settings),
            arguments.number("share", usual.share()),
            new Labelled(
                arguments.integer("steps", usual.labelled().steps()),
                arguments.integer("batch", usual.labelled().batch()),
                arguments.number("fresh-rate", usual.labelled().freshRate()),
                arguments.number("tuned-rate", usual.labelled().tunedRate())));
    var out = Path.of(arguments.text("out").orElse("runs/few-labels"));
    var gains = new ArrayList<Double>();
    for (var seed = 1L; seed <= arguments.integer("seeds", 3); seed++) {
      var began = System.nanoTime();
      var outcome = few.run(seed, out.resolve("seed" + seed));
      gains.add(outcome.fineTuned() - outcome.fromScratch());
      var said = new LinkedHashMap<String, Object>();
      said.put("seed", seed);
      said.put("labels", outcome.labels());
      said.put("from_scratch", outcome.fromScratch());
      said.put("fine_tuned", outcome.fineTuned());
      said.put("seconds", Math.round((System.nanoTime() - began) / 1e9));
      Report.print("few_labels", said);
    }
    Report.print("few_labels_gain", Map.of("median", median(gains)));
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
  }
}
