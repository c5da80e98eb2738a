package dev.uvaha.studio.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.translation.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranslateViewTest {
  private static final String TIRED = "The cat didn't cross the street because it was too tired.";
  private static final Translator TRANSLATOR = Translator.embedded();
  private static final TranslateView VIEW =
      new TranslateView(TRANSLATOR, Optional.empty(), Optional.empty());

  private static TranslateView.Seen see(String text) {
    return VIEW.see(text, Optional.empty(), 4);
  }

  @Test
  void mapsAreThoseOfTheTranslator() {
    var seen = see(TIRED);
    var attention = TRANSLATOR.attention(TIRED, "uk");
    assertThat(seen.source()).isEqualTo(attention.source());
    assertThat(seen.target()).isEqualTo(attention.target());
    var expected = List.of(attention.encoder(), attention.decoder(), attention.cross());
    assertThat(seen.stacks().stream().map(TranslateView.Stack::name))
        .containsExactly("encoder", "decoder", "cross");
    for (var i = 0; i < expected.size(); i++) {
      var stack = seen.stacks().get(i);
      assertThat(stack.layers() * stack.heads()).isEqualTo(stack.maps().size());
      assertThat(stack.maps())
          .usingRecursiveComparison()
          .isEqualTo(expected.get(i).stream().map(AttentionMap::weights).toList());
    }
  }

  @Test
  void theTranslationIsWhatItWritesAndEndsWithTheEnd() {
    var seen = see(TIRED);
    assertThat(seen.language()).isEqualTo("uk");
    assertThat(seen.candidates().getFirst().text())
        .isEqualTo("Кіт не перейшов вулицю, бо був занадто втомлений.");
    assertThat(seen.candidates()).hasSize(4);
    assertThat(seen.written()).hasSameSizeAs(seen.target()).endsWith("</s>");
    assertThat(String.join("", seen.written()).replace("</s>", "").strip())
        .isEqualTo(seen.candidates().getFirst().text());
    assertThat(seen.unknown()).isEmpty();
  }

  @Test
  void theBestPathOfTheTreeSpellsTheTranslation() {
    var seen = see(TIRED);
    var path = new ArrayList<String>();
    for (var node : seen.tree()) if (node.best()) path.add(node.token());
    assertThat(path).isEqualTo(seen.written());
    for (var i = 0; i < seen.tree().size(); i++)
      assertThat(seen.tree().get(i).parent()).isLessThan(i);
    assertThat(seen.tree().stream().map(TranslateView.Node::fate).distinct())
        .containsExactlyInAnyOrder("kept", "finished", "dropped");
  }

  @Test
  void wordsThatItDoesNotKnowAreNamed() {
    var unknown = see("The catt is sleeping.").unknown();
    assertThat(unknown).hasSize(1);
    assertThat(unknown.getFirst().word()).isEqualTo("catt");
    assertThat(unknown.getFirst().suggestions()).contains("cat");
  }

  @Test
  void anotherModelsAlignmentIsOfTheSameTranslation() {
    var view = new TranslateView(TRANSLATOR, Optional.of(TRANSLATOR), Optional.empty());
    var seen = view.see("The cat is sleeping.", Optional.of("uk"), 1);
    var alignment = seen.alignment().orElseThrow();
    assertThat(alignment.text()).isEqualTo("Кіт спить.");
    assertThat(alignment.source()).isEqualTo(seen.source());
    assertThat(alignment.written()).isEqualTo(seen.written());
    assertThat(alignment.weights())
        .isDeepEqualTo(
            TRANSLATOR.attention("The cat is sleeping.", "uk").cross().getLast().weights());
  }

  @Test
  void oneVectorWritesByItself() {
    var oneVector = Translator.embeddedOneVector();
    var view = new TranslateView(TRANSLATOR, Optional.empty(), Optional.of(oneVector));
    var text = "I am learning AI.";
    assertThat(view.see(text, Optional.empty(), 1).oneVector())
        .contains(oneVector.translate(text).text());
  }

  @Test
  void whatCannotBeTranslatedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> see("  "))
        .withMessage("nothing to translate: the text is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> see("The cat is sleeping. I am learning AI."))
        .withMessageContaining("this text has 2: give one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VIEW.see("The cat", Optional.of("xx"), 1))
        .withMessageContaining("not into 'xx'");
  }
}
