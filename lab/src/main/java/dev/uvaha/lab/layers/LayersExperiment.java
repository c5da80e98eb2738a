package dev.uvaha.lab.layers;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.layers.LayersSize.Cell;
import dev.uvaha.tensor.Randomness;
import java.util.Locale;

/// The lecture's table of layers, measured.
public final class LayersExperiment implements Experiment {
  @Override
  public String name() {
    return "layers";
  }

  @Override
  public String title() {
    return "Layers: what convolution, recurrence and self-attention cost and reach";
  }

  @Override
  public String question() {
    return "The lecture's table gives each layer's complexity, sequential operations and longest path"
        + " by formulas over the length n and the width d. We measure the time of a forward and a"
        + " backward pass (processor time on one thread; the layers in turns, the lower quartile), the native"
        + " memory that the forward pass keeps for the backward pass, and how far back the gradient"
        + " of the last output reaches. Exponents are fitted over the upper half of the lengths and"
        + " of the widths. Self-attention should be the one that grows as n² and as d, the cheaper"
        + " one up to n = d, and the one whose ends meet in one layer without decay; as the recurrent"
        + " layer goes step by step, its time should be overtaken only beyond n = d.";
  }

  @Override
  public Findings run(Study study) {
    return run(study, LayersSize.of(study));
  }

  Findings run(Study study, LayersSize size) {
    var reaches =
        study.compare(
            LayerKind.all(),
            kind -> "reach-" + kind.key(),
            Reach.class,
            (part, kind, seed) -> reach(study, part, kind, size, seed));
    var costs =
        study.compare(
            size.cells().toList(),
            cell -> "d%d-n%d".formatted(cell.width(), cell.length()),
            Cost.class,
            (part, cell, seed) -> cost(study, part, cell, size, seed));
    var findings =
        new Findings()
            .setting("lengths n", size.lengths())
            .setting("widths d", size.widths())
            .setting("batch", size.batch())
            .setting("kernel k", LayerKind.KERNEL)
            .setting(
                "convolution",
                "contiguous, so that its longest path is O(n/k); O(log_k n) is that of dilated ones")
            .setting("recurrent cell", "Elman, one direction")
            .setting("time", "of one thread's processor, lower quartile of turns")
            .setting(
                "exponents over n",
                "at d = %d, n = %s".formatted(size.fixed().width(), size.longLengths()))
            .setting(
                "exponents over d",
                "at n = %d, d = %s".formatted(size.fixed().length(), size.largeWidths()));
    var measured = new Measured(size, costs);
    new TableReport(measured, reaches).tell(findings);
    new CrossoverReport(measured).tell(findings);
    return findings;
  }

  private static Cost cost(Study study, String part, Cell cell, LayersSize size, long seed) {
    study.watch().advanced(part, 0, "");
    Randomness.seed(seed);
    var cost = Cost.of(cell, size);
    study
        .watch()
        .finished(
            part,
            String.format(
                Locale.ROOT,
                "self-attention %.2g s, recurrent %.2g s",
                cost.seconds(LayerKind.SELF_ATTENTION),
                cost.seconds(LayerKind.RECURRENT)));
    return cost;
  }

  private static Reach reach(Study study, String part, LayerKind kind, LayersSize size, long seed) {
    study.watch().advanced(part, 0, "");
    Randomness.seed(seed);
    var reach = Reach.of(kind, size.reachLength());
    study.watch().finished(part, "layers until the ends meet: " + reach.layers());
    return reach;
  }
}
