package dev.uvaha.studio.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Context;
import dev.uvaha.models.seq2seq.RecurrentConfig.ReadoutKind;
import dev.uvaha.nn.recurrent.RecurrentCell;
import dev.uvaha.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslatorsTest {
  private static final Path LANGUAGE_MODEL = Path.of("../hub/src/test/resources/fixtures/gpt2");

  @TempDir private Path folder = Path.of("");

  @Test
  void withoutAFolderTheEmbeddedOnesTranslateAndAlign() {
    for (var model : new Path[] {folder.resolve("none"), LANGUAGE_MODEL}) {
      var opened = Translators.open(Optional.of(model), folder);
      assertThat(opened.name()).isEqualTo("en-uk-grammar");
      assertThat(opened.aligner()).contains("rnnsearch-grammar");
      assertThat(opened.oneVector()).contains("one-vector-grammar");
      var seen = opened.view().see("The cat is sleeping.", Optional.empty(), 2);
      assertThat(seen.alignment().orElseThrow().text()).isEqualTo("Кіт спить.");
    }
  }

  @Test
  void theRunOfRnnSearchAlignsBesideIt() throws IOException {
    var run = TinyRnnSearch.in(folder.resolve("rnnsearch"));
    var opened = Translators.open(Optional.empty(), folder);
    assertThat(opened.name()).isEqualTo("en-uk-grammar");
    assertThat(opened.aligner()).contains("rnnsearch");
    var seen = opened.view().see("The cat is sleeping.", Optional.empty(), 2);
    var alignment = seen.alignment().orElseThrow();
    var expected = Translator.load(run).attention("The cat is sleeping.", "uk", "Кіт спить.");
    assertThat(alignment.source()).isEqualTo(expected.source());
    assertThat(alignment.weights()).isDeepEqualTo(expected.cross().getLast().weights());
  }

  @Test
  void aRecurrentModelThatIsAskedForAlignsToo() throws IOException {
    var model = TinyRnnSearch.in(folder.resolve("mine"));
    var opened = Translators.open(Optional.of(model), folder.resolve("runs"));
    assertThat(opened.name()).isEqualTo("en-uk-grammar");
    assertThat(opened.aligner()).contains("mine");
  }

  @Test
  void aRecurrentModelWithoutAttentionIsTheOneOfOneVector() throws IOException {
    var choices = new Choices(RecurrentCell.Kind.GRU, Context.ONE_VECTOR, ReadoutKind.MAXOUT);
    var model = TinyRnnSearch.in(folder.resolve("mine"), choices);
    var opened = Translators.open(Optional.of(model), folder.resolve("runs"));
    assertThat(opened.oneVector()).contains("mine");
    assertThat(opened.aligner()).contains("rnnsearch-grammar");
  }
}
