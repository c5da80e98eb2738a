package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
  @TempDir Path folder;

  private Preprocessing read(String json) throws IOException {
    Files.writeString(folder.resolve(Preprocessing.FILE), json);
    return Preprocessing.of(folder, 28, 3);
  }

  @Test
  void withoutAFileValuesAreFromMinusOneToOne() {
    var preprocessing = Preprocessing.of(folder, 28, 3);
    assertThat(preprocessing).isEqualTo(Preprocessing.of(28, 3));
    var values = new float[3 * 28 * 28];
    values[0] = 1;
    values[1] = 0.5f;
    assertThat(preprocessing.normalised(values)).startsWith(1, 0, -1).endsWith(-1);
  }

  @Test
  void eachChannelHasItsOwnMeanAndDeviation() throws IOException {
    var preprocessing =
        read(
            """
            {"size": {"height": 1, "width": 2}, "image_mean": [0.5, 0, 1], "image_std": [0.5, 1, 2]}
            """);
    assertThat(preprocessing.normalised(new float[] {1, 0, 1, 0, 1, 0}))
        .containsExactly(1, -1, 1, 0, 0, -0.5f);
  }

  @Test
  void olderAndLeanerFilesAreRead() throws IOException {
    assertThat(read("{}")).isEqualTo(Preprocessing.of(28, 3));
    assertThat(read("{\"size\": 32, \"image_mean\": 0.5, \"image_std\": 0.5}"))
        .isEqualTo(Preprocessing.of(32, 3));
    assertThat(read("{\"size\": {\"shortest_edge\": 32}}")).isEqualTo(Preprocessing.of(32, 3));
    assertThat(read("{\"do_normalize\": false, \"image_mean\": [9, 9, 9]}"))
        .isEqualTo(new Preprocessing(28, 28, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));
  }

  @Test
  void whatIsWrittenIsRead() {
    var preprocessing = new Preprocessing(17, 19, List.of(0.1, 0.2, 0.3), List.of(0.4, 0.5, 0.6));
    preprocessing.write(folder);
    assertThat(Preprocessing.of(folder, 28, 3)).isEqualTo(preprocessing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_mean\": [0.5, 0.5]} | image_mean must be 3 numbers, got [0.5,0.5]",
        "{\"image_std\": [1, 0, 1]} | deviations must be above 0, got [1.0, 0.0, 1.0]",
        "{\"size\": -1} | height and width must be 1 or more, got -1 and -1",
        "{\"size\": \"x\"} | size must be an object, got \"x\"",
        "[] | no JSON object",
      })
  void everyFaultIsOneLineThatNamesTheFile(String json, String message) {
    assertThatThrownBy(() -> read(json.strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder.resolve(Preprocessing.FILE) + ": ")
        .hasMessageContaining(message.strip())
        .hasMessageNotContaining("\n");
  }
}
