package dev.uvaha.lab.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.uvaha.lab.ParallelText;
import dev.uvaha.lab.Parts;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.RecordingWatch;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Study.Scale;
import dev.uvaha.lab.Verdict;
import dev.uvaha.lab.recipe.GrammarText;
import dev.uvaha.translation.recipe.BatchRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BottleneckExperimentTest {
  /// Units are whole, so that parameters are not quite equal.
  private static final double NEARLY = 0.03;

  private static final BottleneckSize TINY =
      new BottleneckSize(new GrammarText(2, 120, 12, 12), 20, 1, 60, 4, 256);

  @TempDir Path folder;

  @Test
  void threeModelsOfOneSizeAreMeasuredOnTheSameSentences() {
    var watch = new RecordingWatch();
    var findings = new BottleneckExperiment(_ -> TINY).run(study(Optional.empty(), watch));
    assertThat(watch.finished())
        .containsExactly("one-vector-seed1", "rnn-search-seed1", "transformer-seed1");
    var wanted = findings.figure("Transformer/parameters").median();
    for (var model : List.of("one vector", "RNNsearch"))
      assertThat(findings.figure(model + "/parameters").median())
          .isCloseTo(wanted, offset(NEARLY * wanted));
    assertThat(findings.figure("RNNsearch/tokens"))
        .isEqualTo(findings.figure("Transformer/tokens"))
        .isEqualTo(findings.figure("one vector/tokens"));
    var lengths = findings.tables().getLast();
    assertThat(lengths.rows().stream().mapToInt(row -> Integer.parseInt(row.get(1))).sum())
        .isEqualTo(TINY.text().test());
    assertThat(((Plot.Lines) findings.plots().getFirst()).series()).hasSize(3);
    assertThat(findings.verdicts()).hasSize(4);
  }

  @Test
  void whatWasMadeIsNotMadeAgain() {
    var first =
        new BottleneckExperiment(_ -> TINY).run(study(Optional.empty(), new RecordingWatch()));
    var watch = new RecordingWatch();
    var second = new BottleneckExperiment(_ -> TINY).run(study(Optional.empty(), watch));
    assertThat(watch.finished()).isEmpty();
    assertThat(second.figures()).isEqualTo(first.figures());
  }

  @Test
  void aTextOfOnesOwnIsLearntInsteadOfTheGrammar() {
    var own = folder.resolve("own");
    new GrammarText(1, 60, 10, 10).write(own, BatchRecipe.plain());
    var data = new ParallelText(own.resolve("train.tsv"), own.resolve("test.tsv"));
    var findings =
        new BottleneckExperiment(_ -> TINY).run(study(Optional.of(data), new RecordingWatch()));
    assertThat(findings.settings()).containsEntry("text", data.train().toString());
    assertThat(findings.verdicts()).extracting(Verdict::expectation).hasSize(4);
    assertThat(folder.resolve("parts").resolve("text")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void theSizesThatAreRunHaveEqualParameters(Scale scale) {
    var size =
        BottleneckSize.of(
            new Study(
                scale, List.of(1L), Optional.empty(), new Parts(folder), new RecordingWatch()));
    var wanted = (double) Contender.parameters(Contender.TRANSFORMER.recipe(size));
    for (var contender : Contender.values())
      assertThat((double) Contender.parameters(contender.recipe(size)))
          .isCloseTo(wanted, offset(NEARLY * wanted));
  }

  private Study study(Optional<ParallelText> data, RecordingWatch watch) {
    var parts = Parts.open(folder.resolve("parts"), "test");
    return new Study(Scale.QUICK, List.of(1L), data, parts, watch);
  }
}
