package dev.uvaha.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.Trace;
import dev.uvaha.language.TextModel;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.Weights;
import dev.uvaha.studio.TinyRuns;
import dev.uvaha.studio.runs.CheckpointAttention.Part;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointAttentionTest {
  private static final String TEXT = "the cat sees";

  @TempDir private Path folder;

  @Test
  void aLanguageModelsCheckpointsAreTheirOwn() throws IOException {
    var run = TinyRuns.gpt(folder);
    assertThat(CheckpointAttention.parts(run)).containsExactly(Part.DECODER);
    var shown = CheckpointAttention.of(run, TEXT, Part.DECODER);
    assertThat(shown.moments())
        .extracting(CheckpointAttention.Moment::step)
        .containsExactly(OptionalLong.of(20), OptionalLong.of(40), OptionalLong.empty());
    var model = TextModel.load(run);
    assertSame(shown.moments().getLast().maps(), maps(model));
    RunCatalog.checkpoints(run)
        .forEach((step, file) -> {
          Weights.load(model.model(), file);
          var moment =
              shown.moments().stream()
                  .filter(one -> one.step().equals(OptionalLong.of(step)))
                  .findFirst()
                  .orElseThrow();
          assertSame(moment.maps(), maps(model));
        });
    assertThat(weights(shown, 0)).isNotEqualTo(weights(shown, 1));
  }

  private static float[] weights(CheckpointAttention shown, int moment) {
    return shown.moments().get(moment).maps().getFirst().weights()[2];
  }

  private static List<AttentionMap> maps(TextModel model) {
    var ids = model.tokenizer().encodeWhole(TEXT);
    var tokens = Collections.nCopies(ids.length, "token");
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var trace = Trace.recording();
        var row = Tensors.indices(ids, 1, ids.length);
        model.model().forward(row, new int[] {ids.length}, Mode.INFERENCE, trace);
        return List.of("attentions.0", "attentions.1").stream()
            .map(name -> Objects.requireNonNull(trace.tensors().get(name)))
            .flatMap(weights -> AttentionMap.of(0, weights, 0, tokens, tokens).stream())
            .toList();
      }
    });
  }

  private static void assertSame(List<AttentionMap> shown, List<AttentionMap> expected) {
    assertThat(shown).hasSize(TinyRuns.LAYERS * TinyRuns.HEADS).hasSameSizeAs(expected);
    for (var i = 0; i < shown.size(); i++)
      assertThat(shown.get(i).weights()).isDeepEqualTo(expected.get(i).weights());
  }

  @Test
  void aTranslatorsCheckpointsLookAtTheSameTranslation() throws IOException {
    var run = TinyRuns.translator(folder);
    assertThat(CheckpointAttention.parts(run)).containsExactly(Part.values());
    for (var part : Part.values()) {
      var shown = CheckpointAttention.of(run, "a cat", part);
      assertThat(shown.moments()).hasSize(2);
      var last = Translator.load(run, Device.CPU);
      var translation = last.translate("a cat");
      var was = Translator.at(run, run.resolve("checkpoints/step-20.safetensors"));
      for (var moment : shown.moments()) {
        var attention =
            (moment.step().isPresent() ? was : last)
                .attention("a cat", translation.language(), translation.text());
        var expected =
            switch (part) {
              case ENCODER -> attention.encoder();
              case DECODER -> attention.decoder();
              case CROSS -> attention.cross();
            };
        assertSame(moment.maps(), expected);
      }
    }
  }

  @Test
  void refusesWhatCannotBeShown() throws IOException {
    var run = TinyRuns.gpt(folder.resolve("gpt"));
    assertThatThrownBy(() -> CheckpointAttention.of(run, TEXT, Part.CROSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its own text");
    assertThatThrownBy(() -> CheckpointAttention.of(run, " ", Part.DECODER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("characters");
    assertThatThrownBy(() -> CheckpointAttention.of(run, "кит ".repeat(99), Part.DECODER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 64 tokens");
    assertThat(CheckpointAttention.parts(TinyRuns.vit(folder.resolve("vit")))).isEmpty();
  }
}
