package dev.uvaha.lab.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.lab.ExampleExperiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.TimedTurns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoresExperimentTest {
  private static final int KEYS = 53;
  private static final double SAMPLING = 0.15; // of a variance over a few thousand scores

  @TempDir Path folder;
  private Findings findings = new Findings();

  @BeforeEach
  void run() {
    var size = new ScoresSize(List.of(5, 73, 499), KEYS, 47, 2, new TimedTurns(1, Duration.ZERO));
    findings = new ScoresExperiment().run(ExampleExperiment.study(folder), size);
  }

  @Test
  void varianceOfTheDotProductIsTheWidth() {
    assertThat(median("variance/dot product/d499") / 499).isCloseTo(1, within(SAMPLING));
    assertThat(median("variance/scaled dot product/d499")).isCloseTo(1, within(SAMPLING));
  }

  @Test
  void entropyFallsWithTheWidthOnlyWithoutScaling() {
    assertThat(median("entropy/dot product/d5")).isGreaterThan(1);
    assertThat(median("entropy/dot product/d499")).isLessThan(0.5);
    for (var width : List.of(5, 73, 499))
      assertThat(median("entropy/scaled dot product/d" + width))
          .isBetween(0.75 * Math.log(KEYS), Math.log(KEYS));
  }

  @Test
  void gradientVanishesOnlyWithoutScaling() {
    assertThat(median("gradient/dot product/d499"))
        .isLessThan(0.1 * median("gradient/scaled dot product/d499"));
  }

  private double median(String figure) {
    return findings.figure(figure).median();
  }
}
