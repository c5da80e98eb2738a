package dev.uvaha.lab.coreference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.lab.Parts;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.RecordingWatch;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Study.Scale;
import dev.uvaha.lab.coreference.HeadCount.Interval;
import dev.uvaha.tensor.Device;
import dev.uvaha.translation.Translator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreferenceExperimentTest {
  private static final int ITEMS = 4;
  private static final long SEED = 7;

  /// As statistics packages print it.
  private static final double ROUNDED = 5e-4;

  @TempDir Path folder;

  @Test
  void everyHeadHasAnAccuracyAndTheCatHasItsMaps() {
    var watch = new RecordingWatch();
    var findings = new CoreferenceExperiment(_ -> ITEMS).run(study(watch));
    var accuracies =
        findings.figures().entrySet().stream()
            .filter(figure -> figure.getKey().startsWith("accuracy/it/layer"))
            .toList();
    assertThat(accuracies).hasSize(12);
    assertThat(accuracies)
        .allSatisfy(figure -> assertThat(figure.getValue().median()).isBetween(0.0, 1.0));
    assertThat(findings.plots())
        .extracting(Plot::name)
        .containsExactly(
            "accuracy-it", "accuracy-adjective", "accuracy-writing", "map-cat", "map-street");
    assertThat(findings.verdicts()).hasSize(5);
    new CoreferenceExperiment(_ -> ITEMS).run(study(watch));
    assertThat(watch.finished()).containsExactly("heads");
  }

  @Test
  void theAntecedentsTokensSpellTheNoun() {
    var translator = Translator.embedded(Device.CPU);
    for (var item : Grammar.englishUkrainian().coreference(SEED, ITEMS)) {
      var attention = translator.attention(item.pair().source(), "uk", item.pair().target());
      var source = new TokenText(attention.source());
      var mention = Mention.of(item, source, new TokenText(attention.target()));
      var meant = source.tokens().subList(mention.meant().first(), mention.meant().end());
      assertThat(meant.stream().collect(Collectors.joining()).strip()).isEqualTo(item.meant());
      assertThat(item.meant()).isNotEqualTo(item.other());
      assertThat(source.tokens().get(mention.it()).strip()).isEqualTo("it");
    }
  }

  @Test
  void intervalsAreWilsons() {
    var interval = Interval.of(84, 100);
    assertThat(interval.low()).isCloseTo(0.7558, within(ROUNDED));
    assertThat(interval.high()).isCloseTo(0.8990, within(ROUNDED));
    assertThat(Interval.of(52, 100).isAboveChance()).isFalse();
  }

  private Study study(RecordingWatch watch) {
    var parts = Parts.open(folder.resolve("parts"), "test");
    return new Study(Scale.QUICK, List.of(1L), Optional.empty(), parts, watch);
  }
}
