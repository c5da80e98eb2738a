package dev.uvaha.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.chat.ChatMessage;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextModelTest {
  private static final Path LLAMA = Path.of("../hub/src/test/resources/fixtures/llama");
  private static final String PROMPT = "The cat";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    try (var files = Files.list(LLAMA)) {
      for (var file : files.toList()) Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  @Test
  void takesWhatItsMakersRecommend() throws IOException {
    write(
        "generation_config.json",
        """
        {"eos_token_id": [7, 0], "do_sample": true, "temperature": 0.6, "top_k": 40, "top_p": 0.9}
        """);
    var model = TextModel.load(folder);
    assertThat(model.ends()).isEqualTo(Set.of(7, 0));
    assertThat(model.defaults().sampling()).isEqualTo(new Sampling(0.6, 40, 0.9, 0, 1));
    write("generation_config.json", "{\"do_sample\": true}");
    assertThat(TextModel.load(folder).defaults().sampling())
        .isEqualTo(new Sampling(1, 50, 1, 0, 1));
  }

  @Test
  void withoutRecommendationsItIsGreedyAndEndsAsItsConfigurationSays() throws IOException {
    Files.delete(folder.resolve("generation_config.json"));
    var model = TextModel.load(folder);
    assertThat(model.defaults().sampling()).isEqualTo(Sampling.GREEDY);
    assertThat(model.ends()).isEqualTo(Set.of(0));
  }

  @Test
  void findsTheChatTemplateWhereNewAndOldFoldersKeepIt() throws IOException {
    assertThat(TextModel.load(folder).chatTemplate()).isEmpty();
    write(
        "tokenizer_config.json",
        """
        {"bos_token": {"content": "<s>"}, "eos_token": "<|endoftext|>",
         "chat_template": "{{ bos_token }}old{{ eos_token }}"}
        """);
    assertThat(rendered()).isEqualTo("<s>old<|endoftext|>");
    write("chat_template.jinja", "{{ bos_token }}new\n");
    assertThat(rendered()).isEqualTo("<s>new");
  }

  private String rendered() {
    return TextModel.load(folder)
        .chatTemplate()
        .orElseThrow()
        .render(List.of(ChatMessage.user("Hi.")));
  }

  @Test
  void whatCannotBeUsedIsNamedWithItsFile() throws IOException {
    write("generation_config.json", "{\"do_sample\": true, \"temperature\": -1}");
    assertThatThrownBy(() -> TextModel.load(folder))
        .hasMessageContaining("generation_config.json: temperature must be in [0, 100]");
    write("generation_config.json", "{\"do_");
    assertThatThrownBy(() -> TextModel.load(folder))
        .hasMessageContaining("generation_config.json: no valid JSON");
    Files.delete(folder.resolve("generation_config.json"));
    write("chat_template.jinja", "{% what %}");
    var talks = TextModel.load(folder).chatTemplate().orElseThrow(); // text can still be written
    assertThatThrownBy(talks::check).hasMessageContaining("chat_template.jinja: ");
    Files.delete(folder.resolve("chat_template.jinja"));
    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> TextModel.load(folder)).hasMessageContaining("no tokenizer.json");
  }

  @Test
  void onTheJvmItWritesTheSame() {
    var options = GenerationOptions.DEFAULT.withMaximumTokens(11);
    var exact = TextModel.load(folder).generator().generate(PROMPT, options);
    var half =
        TextModel.load(folder, Device.JVM, DataType.FLOAT16).generator().generate(PROMPT, options);
    assertThat(half.tokens()).isEqualTo(exact.tokens());
  }

  @Test
  void inEightBitsItsProbabilitiesAreNearlyTheSame() {
    var options = GenerationOptions.DEFAULT.withMaximumTokens(1);
    var exact = TextModel.load(folder).generator().generate(PROMPT, options);
    var rounded =
        TextModel.load(folder, Device.JVM, DataType.QINT8).generator().generate(PROMPT, options);
    assertThat(rounded.logProbabilities().getFirst())
        .isCloseTo(
            exact.logProbabilities().getFirst(), org.assertj.core.api.Assertions.within(0.1));
  }

  /// As if it were read in float32 onto the CPU, moved and rounded.
  @ParameterizedTest
  @CsvSource({"jvm, FLOAT16", "jvm, QINT8", "cpu, BFLOAT16", "cpu, FLOAT32"})
  void isReadAsItIsKept(String where, DataType type) {
    var device = where.equals("jvm") ? Device.JVM : Device.CPU;
    for (var origin : List.of(LLAMA, LLAMA.resolveSibling("gpt2"))) {
      var expected = TextModel.load(origin).model();
      expected.moveTo(device);
      if (device instanceof Device.Jvm) expected.convertMatricesTo(type);
      else expected.convertTo(type);
      var found = TextModel.load(origin, device, type).model().parameters();
      expected
          .parameters()
          .forEach((name, parameter) -> {
            var value = Objects.requireNonNull(found.get(name)).value();
            assertThat(value.device()).isEqualTo(device);
            assertThat(value.dataType()).as(name).isEqualTo(parameter.value().dataType());
            assertThat(value.toFloats()).as(name).isEqualTo(parameter.value().toFloats());
          });
    }
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }
}
