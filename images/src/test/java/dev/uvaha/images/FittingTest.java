package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.images.Fitting.Scaled;
import org.junit.jupiter.api.Test;

class FittingTest {
  private static final Picture NOISE = Pictures.noise(3, 23, 29, 5);

  @Test
  void theMiddleIsCutOut() {
    var fitting = new Fitting(Resampling.BILINEAR, new Scaled.ShorterSide(23), 17, 17);
    assertThat(fitting.apply(NOISE)).isEqualTo(NOISE.crop(3, 6, 17, 17));
    assertThat(fitting.seen(NOISE)).isEqualTo(NOISE.crop(3, 6, 17, 17));
  }

  @Test
  void itIsScaledBeforeItIsCut() {
    var sides = new Fitting(Resampling.BICUBIC, new Scaled.Sides(11, 7), 5, 4);
    assertThat(sides.apply(NOISE))
        .isEqualTo(Resampling.BICUBIC.resize(NOISE, 11, 7).crop(3, 1, 5, 4));
    assertThat(sides.seen(NOISE)).isEqualTo(NOISE.crop(6, 6, 10, 17)); // 23 · 5 / 11, 29 · 4 / 7
    var shorter = new Fitting(Resampling.BICUBIC, new Scaled.ShorterSide(46), 40, 40);
    assertThat(shorter.apply(NOISE))
        .isEqualTo(Resampling.BICUBIC.resize(NOISE, 46, 58).crop(3, 9, 40, 40));
    assertThat(shorter.seen(NOISE)).isEqualTo(NOISE.crop(1, 4, 20, 20));
  }

  @Test
  void theWholePictureIsSeenWhereNothingIsCut() {
    assertThat(Fitting.whole(5, 7).seen(NOISE)).isEqualTo(NOISE);
    assertThat(Fitting.whole(5, 7).apply(NOISE)).isEqualTo(Resampling.BILINEAR.resize(NOISE, 5, 7));
  }

  @Test
  void nothingLargerIsCutOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fitting(Resampling.BILINEAR, new Scaled.ShorterSide(9), 9, 10))
        .withMessageContaining("got 9 x 10 of ShorterSide[pixels=9]");
    assertThatIllegalArgumentException().isThrownBy(() -> Fitting.whole(0, 7));
  }
}
