package dev.uvaha.lab.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.lab.Parts;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Study.Scale;
import dev.uvaha.lab.Watch;
import dev.uvaha.lab.toy.ToyNetwork.Kind;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ToyExperimentTest {
  private static final double NOISE = 0.15;
  private static final int WIDEST = 12; // positions that a shape of width 11 may touch
  private static final ToySize TINY = new ToySize(20, 7, 5, 1e-3, new ToySize.Steps(101, 103));

  @ParameterizedTest
  @CsvSource({"CONVOLUTIONS, 62337", "ATTENTION, 54081", "ATTENTION_AND_POSITIONS, 56321"})
  void theNetworksHaveThePublishedNumbersOfParameters(Kind kind, long parameters) {
    assertThat(ToyNetwork.create(kind).parameterCount()).isEqualTo(parameters);
  }

  /// Of each pair one shape sinks and the other rises; outside of shapes there is only noise.
  @ParameterizedTest
  @EnumSource
  void pairsAreEvenedOutAndTheRestIsNoise(Pairing pairing) {
    var random = new Random(5);
    for (var i = 0; i < 50; i++) {
      var sequence = ToySequence.draw(pairing, random);
      var higher = 0;
      var lower = 0;
      var empty = 0;
      for (var t = 0; t < ToySequence.LENGTH; t++) {
        var change = sequence.target()[t] - sequence.input()[t];
        if (change > 2 * NOISE) higher++;
        else if (change < -2 * NOISE) lower++;
        if (Math.abs(sequence.input()[t]) <= NOISE) empty++;
      }
      assertThat(higher).isPositive();
      assertThat(lower).isPositive();
      assertThat(empty).isGreaterThanOrEqualTo(ToySequence.LENGTH - 4 * WIDEST);
    }
  }

  @Test
  void theNoiseFloorIsTheNoisesMeanSquare() {
    var random = new Random(7);
    var squares = random.doubles(100_000, -NOISE, NOISE).map(x -> x * x).average().orElseThrow();
    assertThat(ToySequence.NOISE_FLOOR).isCloseTo(squares, within(1e-4));
  }

  @Test
  void onlyWithPositionsDoesANetworkKnowWhereAShapeStands() {
    try (var _ = TensorScope.open()) {
      Randomness.seed(3);
      var untold = ToyNetwork.create(Kind.ATTENTION);
      var told = ToyNetwork.create(Kind.ATTENTION_AND_POSITIONS);
      assertThat(peak(untold, 30)).isCloseTo(peak(untold, 60), within(1e-5f));
      assertThat(Math.abs(peak(told, 30) - peak(told, 60))).isGreaterThan(1e-4f);
    }
  }

  /// What a network makes of a spike.
  private static float peak(ToyNetwork network, int at) {
    var values = new float[ToySequence.LENGTH];
    values[at] = 1;
    var output = network.forward(Tensors.of(values, 1, ToySequence.LENGTH));
    return output.prediction().toFloats()[at];
  }

  @Test
  void aTinyRunHasAllFiguresAndIsNotMadeTwice(@TempDir Path folder) {
    var parts = Parts.open(folder.resolve("parts"), "toy, tiny");
    var study = new Study(Scale.QUICK, List.of(1L), Optional.empty(), parts, Watch.silent());
    var findings = new ToyExperiment(_ -> TINY).run(study);
    assertThat(findings.verdicts()).hasSize(3);
    assertThat(findings.figures()).containsKey("task2/test-error/attention and positions");
    assertThat(findings.plots()).filteredOn(Plot.Heat.class::isInstance).hasSize(4);
    var again = new ToyExperiment(_ -> TINY).run(study);
    assertThat(again.figures()).isEqualTo(findings.figures());
  }
}
