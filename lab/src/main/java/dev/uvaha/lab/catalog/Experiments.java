package dev.uvaha.lab.catalog;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.ablations.AblationsExperiment;
import dev.uvaha.lab.bottleneck.BottleneckExperiment;
import dev.uvaha.lab.coreference.CoreferenceExperiment;
import dev.uvaha.lab.layers.LayersExperiment;
import dev.uvaha.lab.permutation.PermutationExperiment;
import dev.uvaha.lab.positions.PositionsExperiment;
import dev.uvaha.lab.scores.ScoresExperiment;
import dev.uvaha.lab.toy.ToyExperiment;
import dev.uvaha.lab.vit.VitExperiment;
import java.util.List;
import java.util.Optional;

/// All experiments, in the order of the lecture.
public final class Experiments {
  private static final List<Experiment> ALL =
      List.of(
          new BottleneckExperiment(),
          new ScoresExperiment(),
          new LayersExperiment(),
          new ToyExperiment(),
          new PermutationExperiment(),
          new PositionsExperiment(),
          new CoreferenceExperiment(),
          new AblationsExperiment(),
          new VitExperiment());

  private Experiments() {}

  public static List<Experiment> all() {
    return ALL;
  }

  /// An experiment by its name.
  public static Optional<Experiment> named(String name) {
    return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
  }
}
