package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.Fitting;
import dev.uvaha.images.Fitting.Scaled;
import dev.uvaha.images.Picture;
import dev.uvaha.images.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
  private static final Picture WHITE_AND_BLACK =
      new Picture(3, 1, 2, new byte[] {-1, 0, -1, 0, -1, 0});

  @TempDir Path folder;

  private Preprocessing read(String json) throws IOException {
    Files.writeString(folder.resolve(Preprocessing.FILE), json);
    return Preprocessing.of(folder, 28, 3);
  }

  @Test
  void withoutAFileValuesAreFromMinusOneToOne() {
    var preprocessing = Preprocessing.of(folder, 28, 3);
    assertThat(preprocessing).isEqualTo(Preprocessing.of(28, 3));
    var samples = new byte[3 * 28 * 28];
    samples[0] = (byte) 255;
    samples[1] = 51;
    assertThat(preprocessing.pixels(new Picture(3, 28, 28, samples)))
        .startsWith(1, -0.6f, -1)
        .endsWith(-1);
  }

  @Test
  void eachChannelHasItsOwnMeanAndDeviation() throws IOException {
    var preprocessing =
        read(
            """
            {"size": {"height": 1, "width": 2}, "image_mean": [0.5, 0, 1], "image_std": [0.5, 1, 2]}
            """);
    assertThat(preprocessing.pixels(WHITE_AND_BLACK)).containsExactly(1, -1, 1, 0, 0, -0.5f);
  }

  @Test
  void olderAndLeanerFilesAreRead() throws IOException {
    assertThat(read("{}")).isEqualTo(Preprocessing.of(28, 3));
    assertThat(read("{\"size\": 32, \"image_mean\": 0.5, \"image_std\": 0.5}"))
        .isEqualTo(Preprocessing.of(32, 3));
    assertThat(read("{\"size\": {\"shortest_edge\": 32}}")).isEqualTo(Preprocessing.of(32, 3));
    assertThat(read("{\"do_normalize\": false, \"image_mean\": [9, 9, 9]}"))
        .isEqualTo(
            new Preprocessing(
                Fitting.whole(28, 28), List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));
  }

  @Test
  void samplesAreMultipliedByWhatTheFileSays() throws IOException {
    var sides = "{\"size\": {\"height\": 1, \"width\": 2}, \"image_mean\": 0.5, \"image_std\": 2, ";
    assertThat(read(sides + "\"do_rescale\": false}").pixels(WHITE_AND_BLACK))
        .startsWith(127.25f, -0.25f);
    assertThat(read(sides + "\"rescale_factor\": 0.1}").pixels(WHITE_AND_BLACK))
        .startsWith(12.5f, -0.25f);
  }

  @Test
  void theMiddleIsCutOutWhereTheFileSaysSo() throws IOException {
    assertThat(
            read("{\"size\": 32, \"do_center_crop\": true, \"crop_size\": 30, \"resample\": 3}")
                .fitting())
        .isEqualTo(new Fitting(Resampling.BICUBIC, new Scaled.Sides(32, 32), 30, 30));
    assertThat(read("{\"size\": {\"shortest_edge\": 32}, \"do_center_crop\": true}").fitting())
        .isEqualTo(new Fitting(Resampling.BILINEAR, new Scaled.ShorterSide(32), 28, 28));
    assertThat(
            read("{\"size\": 32, \"feature_extractor_type\": \"DeiTFeatureExtractor\"}").fitting())
        .isEqualTo(new Fitting(Resampling.BICUBIC, new Scaled.Sides(32, 32), 28, 28));
    for (var clip : List.of("CLIPImageProcessor", "CLIPImageProcessorFast"))
      assertThat(read("{\"size\": 32, \"image_processor_type\": \"" + clip + "\"}").fitting())
          .isEqualTo(new Fitting(Resampling.BICUBIC, new Scaled.ShorterSide(32), 28, 28));
  }

  @Test
  void whatIsWrittenIsRead() {
    for (var fitting :
        List.of(
            Fitting.whole(17, 19),
            new Fitting(Resampling.BICUBIC, new Scaled.Sides(17, 19), 17, 19),
            new Fitting(Resampling.BICUBIC, new Scaled.Sides(17, 19), 11, 13),
            new Fitting(Resampling.BICUBIC, new Scaled.ShorterSide(17), 11, 13))) {
      var preprocessing =
          new Preprocessing(fitting, List.of(0.1, 0.2, 0.3), List.of(0.4, 0.5, 0.6));
      preprocessing.write(folder);
      assertThat(Preprocessing.of(folder, 28, 3)).isEqualTo(preprocessing);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_mean\": [0.5, 0.5]} | image_mean must be 3 numbers, got [0.5,0.5]",
        "{\"image_std\": [1, 0, 1]} | deviations must be above 0, got [1.0, 0.0, 1.0]",
        "{\"size\": -1} | height and width must be 1 or more, got -1 and -1",
        "{\"resample\": 1} | resample must be 2 (bilinear) or 3 (bicubic), got 1",
        "{\"do_center_crop\": true, \"size\": 9} | must not be larger than what it is cut from, got 28 x 28 of",
        "{\"rescale_factor\": 0} | rescale_factor must be above 0, got 0.0",
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
