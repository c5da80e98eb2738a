package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplingTest {
  /// 7 × 5 samples that vary widely.
  private static final Picture WILD =
      Pictures.grey(7, 5, IntStream.range(0, 35).map(i -> (37 * i * i + 11 * i) % 256).toArray());

  /// What PyTorch's `interpolate(…, antialias=True)` makes of it, cut off at 0 and 255 and rounded.
  @Test
  void matchesPyTorch() {
    assertThat(values(Resampling.BILINEAR, 3, 2)).containsExactly(128, 131, 158, 169, 135, 151);
    assertThat(values(Resampling.BICUBIC, 3, 2)).containsExactly(125, 130, 164, 173, 131, 150);
    assertThat(values(Resampling.BILINEAR, 11, 13).subList(0, 13))
        .containsExactly(0, 4, 22, 41, 76, 123, 170, 147, 124, 112, 118, 123, 124);
    assertThat(values(Resampling.BICUBIC, 11, 13).subList(0, 13))
        .containsExactly(0, 0, 3, 29, 73, 135, 175, 159, 121, 106, 117, 130, 133);
    assertThat(values(Resampling.BICUBIC, 11, 13).subList(130, 143))
        .containsExactly(98, 91, 71, 50, 50, 66, 93, 143, 198, 210, 174, 137, 125);
  }

  private static List<Integer> values(Resampling resampling, int height, int width) {
    return Pictures.values(resampling.resize(WILD, height, width));
  }

  @ParameterizedTest
  @EnumSource
  void oneShadeStaysOneShade(Resampling resampling) {
    var flat = new Picture(3, 13, 17, new byte[3 * 13 * 17]).pad(2, 0);
    var shade = flat.with(flat.blank());
    Arrays.fill(shade.samples(), (byte) 201);
    for (int size : new int[] {1, 2, 5, 17, 61})
      assertThat(Pictures.values(resampling.resize(shade, size, 2 * size + 1))).containsOnly(201);
  }

  @ParameterizedTest
  @EnumSource
  void aFinePatternTurnsGreyAndNotIntoAnother(Resampling resampling) {
    var stripes =
        Pictures.grey(2, 96, IntStream.range(0, 192).map(i -> i % 2 == 0 ? 0 : 255).toArray());
    var small = Pictures.values(resampling.resize(stripes, 2, 7));
    int spread = Collections.max(small) - Collections.min(small);
    assertThat(spread).as("of %s", small).isLessThan(32); // without antialiasing it is 255
  }

  @ParameterizedTest
  @EnumSource
  void theSameSizeIsTheSamePicture(Resampling resampling) {
    assertThat(resampling.resize(WILD, 7, 5)).isEqualTo(WILD);
  }

  @Test
  void theShorterSideHasTheLength() {
    var resized = Resampling.BILINEAR.resizeShorterSide(WILD, 11);
    assertThat(resized.width()).isEqualTo(11);
    assertThat(resized.height()).isEqualTo(15); // 11 · 7 / 5
    var even = new Picture(1, 5, 45, new byte[5 * 45]); // 224 / 5 is a little less in a double
    assertThat(Resampling.BILINEAR.resizeShorterSide(even, 224).width()).isEqualTo(2016);
  }
}
