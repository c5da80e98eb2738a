package dev.uvaha.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.generation.GenerationOptions;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PerplexityTest {
  private static final Path GPT = Path.of("../hub/src/test/resources/fixtures/gpt2");

  private final TextModel model = TextModel.load(GPT);

  /// A text that the model wrote itself is as likely as it said while it wrote.
  @Test
  void isWhatTheGeneratorSaidOfEachToken() {
    var written =
        model.generator().generate("The cat", GenerationOptions.DEFAULT.withMaximumTokens(13));
    var ids = model.tokenizer().encodeWhole("The cat" + written.text());
    var prompt = model.tokenizer().encodeWhole("The cat");
    // only if the text is spelt as it was written
    assertThat(IntStream.of(ids).skip(prompt.length).boxed().toList()).isEqualTo(written.tokens());
    var of = Perplexity.of(model, "The cat" + written.text(), 64, _ -> {});
    var before = Perplexity.of(model, "The cat", 64, _ -> {});
    assertThat(of.nats() - before.nats())
        .isCloseTo(
            -written.logProbabilities().stream().mapToDouble(Double::doubleValue).sum(),
            within(1e-3));
  }

  @Test
  void windowsCoverEveryTokenButTheFirst() {
    var text = "one two three four five six seven";
    var tokens = model.tokenizer().encodeWhole(text).length;
    for (var window : new int[] {2, 3, 5, 64}) {
      var told = new int[1];
      var found = Perplexity.of(model, text, window, done -> told[0] = done);
      assertThat(found.tokens()).isEqualTo(tokens - 1);
      assertThat(told[0]).isEqualTo(tokens);
    }
  }

  @Test
  void refusesWhatItCannotMeasure() {
    assertThatThrownBy(() -> Perplexity.of(model, "", 5, _ -> {}))
        .hasMessageContaining("give more");
    assertThatThrownBy(() -> Perplexity.of(model, "one two", 1, _ -> {}))
        .hasMessageContaining("the window must be 2 to");
  }
}
