package dev.uvaha.lab.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.lab.ExampleExperiment;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.TimedTurns;
import dev.uvaha.lab.layers.LayersSize.Cell;
import dev.uvaha.tensor.LiveTensors;
import dev.uvaha.tensor.Randomness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayersExperimentTest {
  private static final LayersSize SIZE =
      new LayersSize(
          List.of(5, 23, 307, 401),
          List.of(3, 7, 11, 13),
          new Cell(23, 7),
          1e9,
          2,
          new TimedTurns(1, Duration.ZERO),
          17);

  @TempDir Path folder;

  @Test
  void gradientReachesAsFarAsTheFormulaSays() {
    Randomness.seed(7);
    for (var kind : LayerKind.all()) {
      var reach = Reach.of(kind, SIZE.reachLength());
      for (var layers = 1; layers <= reach.reach().size(); layers++)
        assertThat(reach.reach().get(layers - 1))
            .as("%s, %d layers", kind.label, layers)
            .isEqualTo(kind.reach(layers, SIZE.reachLength()));
      assertThat(reach.layers()).isEqualTo(kind == LayerKind.CONVOLUTION ? 16 : 1);
    }
  }

  @Test
  void operationsOfSelfAttentionAndRecurrenceAreEqualWhereTheLengthIsTheWidth() {
    assertThat(LayerKind.SELF_ATTENTION.operations(37, 37))
        .isEqualTo(LayerKind.RECURRENT.operations(37, 37));
    assertThat(LayerKind.SELF_ATTENTION.operations(36, 37))
        .isLessThan(LayerKind.RECURRENT.operations(36, 37));
    assertThat(CrossoverReport.inOperations(37)).isEqualTo(37);
  }

  @Test
  void crossoverIsFoundBetweenTheLengthsMeasured() {
    assertThat(crossover(Map.of(5, 0.5, 23, 0.5, 307, 2.0, 401, 3.0)).orElseThrow())
        .isCloseTo(Math.sqrt(23 * 307), within(1e-9));
    assertThat(crossover(Map.of(5, 0.5, 23, 0.5, 307, 0.5, 401, 0.5))).isEmpty();
    assertThat(crossover(Map.of(5, 2.0, 23, 2.0, 307, 2.0, 401, 2.0))).hasValue(0);
  }

  private static OptionalDouble crossover(Map<Integer, Double> ratios) {
    var costs =
        ratios.entrySet().stream()
            .collect(
                Collectors.toMap(
                    ratio -> new Cell(ratio.getKey(), 7),
                    ratio ->
                        List.of(
                            new Cost(
                                Map.of(
                                    LayerKind.SELF_ATTENTION,
                                    ratio.getValue(),
                                    LayerKind.RECURRENT,
                                    1.0),
                                Map.of()))));
    return new Measured(SIZE, costs).crossover(LayerKind.SELF_ATTENTION, 7);
  }

  @Test
  void measuresAllLayersAndTellsOfThem() {
    var findings = new LayersExperiment().run(ExampleExperiment.study(folder), SIZE);
    for (var kind : LayerKind.all())
      assertThat(findings.figure("seconds/%s/n401-d7".formatted(kind.key())).lowest()).isPositive();
    assertThat(findings.plots().stream().map(Plot::name)).contains("time-over-n", "crossover");
    if (LiveTensors.bytes().isPresent())
      assertThat(findings.figure("bytes/self-attention/n401-d7").median())
          .as("two sequences' weights, at least")
          .isGreaterThan(2 * 401 * 401 * Float.BYTES);
  }
}
