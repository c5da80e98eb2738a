package dev.uvaha.lab.permutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.ExampleExperiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PermutationExperimentTest {
  private static final double ROUNDING = 1e-5; // of float32 sums over a few dozen terms
  private static final double NOTICED = 1e-2;

  @TempDir Path folder;

  private Findings run() {
    var size = new PermutationSize(List.of(5, 11), 14, 7, 2);
    return new PermutationExperiment().run(ExampleExperiment.study(folder), size);
  }

  @Test
  void onlyAttentionWithoutPositionsDoesNotNoticeTheOrder() {
    var findings = run();
    for (var kind : Subject.values()) {
      var error = findings.figure("equivariance/float32/" + kind.label);
      if (kind == Subject.SELF_ATTENTION) assertThat(error.highest()).isLessThan(ROUNDING);
      else assertThat(error.lowest()).as(kind.label).isGreaterThan(NOTICED);
    }
  }

  @Test
  void pairsMayStandInAnyOrderButKeysNotWithoutTheirValues() {
    var findings = run();
    assertThat(findings.figure("attention-layer/float32/key–value pairs").highest())
        .isLessThan(ROUNDING);
    assertThat(findings.figure("attention-layer/float32/queries").highest()).isLessThan(ROUNDING);
    assertThat(findings.figure("attention-layer/float32/keys without their values").lowest())
        .isGreaterThan(NOTICED);
  }

  @Test
  void allVerdictsAreAsExpected() {
    assertThat(run().verdicts()).hasSize(11).allMatch(Verdict::seen);
  }
}
