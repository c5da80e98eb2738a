package dev.uvaha.lab.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.lab.ExampleExperiment;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.positions.CopyTask.Sequences;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PositionsExperimentTest {
  private static final double ROUNDING = 1e-4; // of a float32 sum whose value is up to 64

  @TempDir Path folder;

  @Test
  void dotProductOfSinusoidsDependsOnTheOffsetAlone() {
    var map = SinusoidMap.create();
    assertThat(map.spread()).isLessThan(ROUNDING);
    assertThat(map.product(7, 7)).isCloseTo(64, within(ROUNDING));
    assertThat(map.distance(3, 5)).isGreaterThan(map.distance(3, 4));
  }

  @Test
  void targetIsTheTokenThreePositionsBefore() {
    var sequences = Sequences.draw(2, 5, new Random(7));
    var ids = sequences.ids();
    assertThat(sequences.targets())
        .containsExactly(-100, -100, -100, ids[0], ids[1], -100, -100, -100, ids[5], ids[6]);
  }

  @Test
  void trainsAllKindsAndTellsOfThem() {
    var size = new PositionsSize(24, 1, 7, 3, 5, 11);
    var findings = new PositionsExperiment().run(ExampleExperiment.study(folder), size);
    for (var kind : PositionKind.values())
      assertThat(findings.figure("accuracy/beyond/" + kind.label).values())
          .hasSize(2)
          .allSatisfy(accuracy -> assertThat(accuracy).isBetween(0.0, 1.0));
    assertThat(findings.plots().stream().filter(Plot.Heat.class::isInstance).map(Plot::name))
        .containsExactlyElementsOf(List.of("sinusoids", "dot-products"));
    assertThat(findings.verdicts()).hasSize(10);
  }
}
