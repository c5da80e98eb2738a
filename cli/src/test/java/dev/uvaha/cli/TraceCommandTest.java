package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.translation.TinyTranslator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TraceCommandTest {
  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void makeModel() throws IOException {
    TinyTranslator.in(folder.resolve("model"));
  }

  @Test
  void writesEveryLayerUnderTheNamesOfHuggingFace() throws IOException {
    var file = folder.resolve("ids.safetensors");
    var recorded = new RecordedConsole();
    assertThat(
            run(
                recorded,
                "--ids",
                "4,70,71,72,2",
                "--target-ids",
                "1,77,9",
                "--out",
                file.toString()))
        .as(recorded.notes())
        .isZero();
    var header = header(file);
    assertThat(shape(header, "input.input_ids")).containsExactly(1, 5);
    assertThat(shape(header, "input.attention_mask")).containsExactly(1, 5);
    assertThat(shape(header, "input.decoder_input_ids")).containsExactly(1, 3);
    assertThat(shape(header, "logits")).startsWith(1, 3);
    for (int layer = 0; layer < TinyTranslator.LAYERS; layer++) {
      assertThat(shape(header, "encoder_attentions." + layer)).containsExactly(1, 3, 5, 5);
      assertThat(shape(header, "decoder_attentions." + layer)).containsExactly(1, 3, 3, 3);
      assertThat(shape(header, "cross_attentions." + layer)).containsExactly(1, 3, 3, 5);
    }
    for (int state = 0; state <= TinyTranslator.LAYERS; state++) {
      assertThat(shape(header, "encoder_hidden_states." + state)).containsExactly(1, 5, 12);
      assertThat(shape(header, "decoder_hidden_states." + state)).containsExactly(1, 3, 12);
    }
  }

  @Test
  void writesWhatHuggingFaceComputesOfAMarian() {
    var marian = Path.of("../hub/src/test/resources/fixtures/marian");
    var file = folder.resolve("marian.safetensors");
    try (var _ = TensorScope.open();
        var expected = SafetensorsFile.open(marian.resolve("expected.safetensors"))) {
      var recorded = new RecordedConsole();
      assertThat(
              recorded.run(
                  "trace",
                  "--model",
                  marian.toString(),
                  "--ids",
                  first(expected, "input.input_ids"),
                  "--target-ids",
                  first(expected, "input.decoder_input_ids"),
                  "--out",
                  file.toString()))
          .as(recorded.notes())
          .isZero();
      try (var traced = SafetensorsFile.open(file)) {
        assertThat(traced.names()).containsAll(expected.names());
        for (var name : expected.names())
          if (!name.startsWith("input."))
            assertThat(traced.tensor(name).toFloats())
                .as(name)
                .containsExactly(expected.tensor(name).narrow(0, 0, 1).toFloats(), within(1e-4f));
      }
    }
  }

  private static String first(SafetensorsFile file, String name) {
    return Arrays.stream(file.tensor(name).select(0, 0).toLongs())
        .mapToObj(Long::toString)
        .collect(Collectors.joining(","));
  }

  @Test
  void takesTextWithAndWithoutATranslation() throws IOException {
    var file = folder.resolve("text.safetensors");
    assertThat(run(new RecordedConsole(), "--text", "The cat", "--out", file.toString())).isZero();
    assertThat(shape(header(file), "input.decoder_input_ids").getFirst()).isEqualTo(1);
    assertThat(
            run(
                new RecordedConsole(),
                "--to",
                "uk",
                "--text",
                "The cat",
                "--target",
                "Кіт",
                "--out",
                file.toString()))
        .isZero();
    assertThat(shape(header(file), "logits")).startsWith(1);
  }

  static Stream<Arguments> badInput() {
    return Stream.of(
        Arguments.of(List.of("--ids", "4,2"), "give --target or --target-ids"),
        Arguments.of(List.of("--ids", "4,2", "--text", "cat"), "mutually exclusive"),
        Arguments.of(List.of("--to", "uk"), "--text"),
        Arguments.of(List.of("--ids", "4,9999,2", "--target-ids", "1"), "9999"),
        Arguments.of(List.of("--ids", "4,-1", "--target-ids", "1"), "-1"),
        Arguments.of(List.of("--ids", "4,x", "--target-ids", "1"), "'x' is not an int"),
        Arguments.of(List.of("--text", ""), "the text is empty"));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void badInputIsOneLine(List<String> arguments, String line) {
    var recorded = new RecordedConsole();
    var out = folder.resolve("bad.safetensors");
    var all = Stream.concat(arguments.stream(), Stream.of("--out", out.toString()));
    assertThat(run(recorded, all.toArray(String[]::new))).isEqualTo(Failures.BAD_INPUT);
    assertThat(recorded.notes().lines()).singleElement().asString().contains(line);
    assertThat(out).doesNotExist();
  }

  private static int run(RecordedConsole recorded, String... arguments) {
    return recorded.run(
        Stream.concat(
                Stream.of("trace", "--model", folder.resolve("model").toString()),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private static JsonNode header(Path safetensors) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(safetensors)).order(ByteOrder.LITTLE_ENDIAN);
    var header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    return JsonMapper.shared().readTree(header);
  }

  private static List<Integer> shape(JsonNode header, String name) {
    assertThat(header.has(name)).as(name).isTrue();
    return header.get(name).get("shape").valueStream().map(size -> size.asInt()).toList();
  }
}
