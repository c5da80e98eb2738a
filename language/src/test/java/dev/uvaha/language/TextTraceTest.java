package dev.uvaha.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTraceTest {
  private static final Path FIXTURES = Path.of("../hub/src/test/resources/fixtures");
  private static final double TOLERANCE = 1e-4;
  private static final int[] NONE = {};

  @TempDir private Path folder = Path.of("");

  /// The first row of the fixture's input is not padded, so that it is the same alone.
  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "bert"})
  void writesWhatHuggingFaceComputes(String name) {
    var out = folder.resolve("trace.safetensors");
    try (var _ = TensorScope.open();
        var expected = SafetensorsFile.open(FIXTURES.resolve(name + "/expected.safetensors"))) {
      var segments = "input.token_type_ids";
      TextTrace.load(FIXTURES.resolve(name))
          .write(
              firstRow(expected, "input.input_ids"),
              expected.names().contains(segments) ? firstRow(expected, segments) : NONE,
              out);
      try (var written = SafetensorsFile.open(out)) {
        var wanted = expected.names().stream().filter(tensor -> !tensor.equals("greedy")).toList();
        assertThat(written.names()).containsExactlyInAnyOrderElementsOf(wanted);
        for (var tensor : wanted)
          Fixture.assertClose(
              tensor, written.tensor(tensor), expected.tensor(tensor).narrow(0, 0, 1), TOLERANCE);
      }
    }
  }

  @Test
  void whatCannotBeReadIsRefusedAndNothingIsWritten() {
    var out = folder.resolve("trace.safetensors");
    var bert = TextTrace.load(FIXTURES.resolve("bert"));
    assertThatThrownBy(() -> bert.write(NONE, NONE, out)).hasMessageContaining("takes 1 to");
    assertThatThrownBy(() -> bert.write(new int[] {3, 100_000}, NONE, out))
        .hasMessageStartingWith("100000 is no token id");
    assertThatThrownBy(() -> bert.write(new int[] {3, 5}, new int[] {1}, out))
        .hasMessage("there are 2 ids and 1 type ids: give one each");
    assertThatThrownBy(() -> bert.write(new int[] {3, 5}, new int[] {1, 2}, out))
        .hasMessage("2 is no type id: this model's are 0 to 1");
    assertThatThrownBy(
            () -> TextTrace.load(FIXTURES.resolve("gpt2")).write(new int[] {3}, new int[] {0}, out))
        .hasMessageContaining("no segments");
    assertThat(Files.exists(out)).isFalse();
  }

  private static int[] firstRow(SafetensorsFile file, String name) {
    return Arrays.stream(file.tensor(name).select(0, 0).toLongs())
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
