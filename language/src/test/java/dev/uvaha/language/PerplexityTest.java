package dev.uvaha.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.generation.GenerationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

  @ParameterizedTest
  @CsvSource({
    "The cat, 4", // The| cat
    "Кіт спить, 11", // Кіт| с…
    "😀 sleeps, 10" // the first of four bytes|…
  })
  void bytesAreThoseOfTheForetoldTextAlone(String text, int bytes) {
    var found = Perplexity.of(model, text, 64, _ -> {});
    assertThat(found.bytes()).isEqualTo(bytes);
    assertThat(found.bitsPerByte()).isCloseTo(found.nats() / Math.log(2) / bytes, within(1e-9));
  }

  @Test
  void behindASpecialTokenTheWholeTextIsForetold(@TempDir Path folder) throws IOException {
    for (var file : List.of("config.json", "model.safetensors"))
      Files.copy(GPT.resolve(file), folder.resolve(file));
    var framing =
        """
        {"type": "TemplateProcessing", "pair": [],
         "single": [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}},
                    {"Sequence": {"id": "A", "type_id": 0}}],
         "special_tokens":
           {"<|endoftext|>": {"id": "<|endoftext|>", "ids": [0], "tokens": ["<|endoftext|>"]}}}
        """;
    var json = JsonMapper.shared();
    var tree = (ObjectNode) json.readTree(Files.readAllBytes(GPT.resolve("tokenizer.json")));
    tree.set("post_processor", json.readTree(framing));
    Files.writeString(folder.resolve("tokenizer.json"), tree.toString());
    var found = Perplexity.of(TextModel.load(folder), "The cat", 64, _ -> {});
    assertThat(found.tokens()).isEqualTo(2);
    assertThat(found.bytes()).isEqualTo(7);
  }

  @Test
  void refusesWhatItCannotMeasure() {
    assertThatThrownBy(() -> Perplexity.of(model, "", 5, _ -> {}))
        .hasMessageContaining("give more");
    assertThatThrownBy(() -> Perplexity.of(model, "The", 5, _ -> {}))
        .hasMessage("the text has 1 tokens: give more");
    assertThatThrownBy(() -> Perplexity.of(model, "one two", 1, _ -> {}))
        .hasMessageContaining("the window must be 2 to");
  }
}
