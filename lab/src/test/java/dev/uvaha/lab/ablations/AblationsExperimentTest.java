package dev.uvaha.lab.ablations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.Parts;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.RecordingWatch;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Study.Scale;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.recipe.GrammarText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AblationsExperimentTest {
  private static final AblationSize TINY =
      new AblationSize(
          List.of(Ablation.BASE, Ablation.NO_SMOOTHING, Ablation.NO_POSITIONS),
          new GrammarText(1, 60, 10, 10),
          16,
          50,
          3,
          128);

  @TempDir Path folder;

  @Test
  void eachRowIsRunWithEachSeedAndComparedWithTheBase() {
    var watch = new RecordingWatch();
    var findings = new AblationsExperiment(_ -> TINY).run(study(watch));
    assertThat(watch.finished())
        .containsExactly(
            "base-seed1",
            "no-smoothing-seed1",
            "no-positions-seed1",
            "base-seed2",
            "no-smoothing-seed2",
            "no-positions-seed2");
    assertThat(findings.figure("no positions/bleu").values()).hasSize(2);
    assertThat(findings.tables().getFirst().rows()).hasSize(3);
    assertThat(((Plot.Lines) findings.plots().getFirst()).series()).hasSize(3);
    assertThat(findings.verdicts())
        .extracting(Verdict::expectation)
        .containsExactly(
            "without label smoothing perplexity is better",
            "without label smoothing BLEU is worse",
            "without positions BLEU is worse");
    new AblationsExperiment(_ -> TINY).run(study(watch));
    assertThat(watch.finished()).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BASE")
  void eachRowChangesOneThing(Ablation row) {
    var changed = row.variant();
    assertThat(changed).isNotEqualTo(Variant.BASE);
    assertThat(
            changed
                .withHeads(Variant.BASE.heads())
                .withLayers(Variant.BASE.layers())
                .equals(Variant.BASE))
        .isEqualTo(
            changed.heads() != Variant.BASE.heads() || changed.layers() != Variant.BASE.layers());
    assertThat(changed.model(TINY.width()).layers().encoder()).isEqualTo(changed.layers());
  }

  private Study study(RecordingWatch watch) {
    var parts = Parts.open(folder.resolve("parts"), "test");
    return new Study(Scale.QUICK, Study.seeds(2), Optional.empty(), parts, watch);
  }
}
