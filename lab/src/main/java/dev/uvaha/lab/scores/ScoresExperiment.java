package dev.uvaha.lab.scores;

import dev.uvaha.attention.AttentionScore;
import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Study;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/// Additive, dot-product and scaled scores: what √d is for.
public final class ScoresExperiment implements Experiment {
  @Override
  public String name() {
    return "scores";
  }

  @Override
  public String title() {
    return "Scores: what 1/√d is for";
  }

  @Override
  public String question() {
    return "If the elements of q and k are independent with mean 0 and variance 1, qᵀk has the"
        + " variance d: with growing d the softmax over a query's scores becomes a choice of one key,"
        + " and no gradient comes back through it. Dividing by √d should keep variance, entropy and"
        + " gradient where they are; the additive score, bounded by its tanh, should need no"
        + " division, but should take longer. We measure these two scores of the lecture, and beside them the"
        + " plain dot product and the bilinear score, with fresh Xavier weights; time is processor time, the lower quartile of forward and backward passes, the"
        + " four in turns, on one thread.";
  }

  @Override
  public Findings run(Study study) {
    return run(study, ScoresSize.of(study));
  }

  Findings run(Study study, ScoresSize size) {
    var results =
        study.compare(
            size.widths(),
            width -> "width" + width,
            ScoresResult.class,
            (part, width, seed) -> result(study, part, width, size, seed));
    return new ScoresReport(size, results).findings();
  }

  private static ScoresResult result(
      Study study, String part, int width, ScoresSize size, long seed) {
    study.watch().advanced(part, 0, "");
    Randomness.seed(seed);
    try (var _ = TensorScope.open()) {
      return measured(study, part, width, size);
    }
  }

  private static ScoresResult measured(Study study, String part, int width, ScoresSize size) {
    var kinds = List.of(ScoreKind.values());
    var sharpness = new EnumMap<ScoreKind, Sharpness>(ScoreKind.class);
    var works = new ArrayList<Runnable>();
    for (var kind : kinds) {
      var score = kind.create(width);
      sharpness.put(kind, Sharpness.of(kind, width, size));
      var query = Randomness.normal(0, 1, Device.CPU, size.queries(), width).requireGradient();
      var key = Randomness.normal(0, 1, Device.CPU, size.keys(), width).requireGradient();
      works.add(() -> forwardsAndBackwards(score, query, key));
    }
    study.watch().advanced(part, 0.5, "timing");
    var times = size.turns().seconds(works);
    var seconds = new EnumMap<ScoreKind, Double>(ScoreKind.class);
    for (var i = 0; i < kinds.size(); i++) seconds.put(kinds.get(i), times.get(i));
    var result = new ScoresResult(sharpness, seconds);
    study
        .watch()
        .finished(
            part,
            String.format(
                Locale.ROOT,
                "entropy %.2f nats, scaled %.2f",
                result.sharpness(ScoreKind.DOT_PRODUCT).entropy(),
                result.sharpness(ScoreKind.SCALED_DOT_PRODUCT).entropy()));
    return result;
  }

  private static void forwardsAndBackwards(AttentionScore score, Tensor query, Tensor key) {
    try (var _ = TensorScope.open()) {
      score.score(query, key).softmax(-1).sum().backward();
    }
  }
}
