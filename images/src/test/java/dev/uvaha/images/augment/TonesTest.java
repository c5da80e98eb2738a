package dev.uvaha.images.augment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.images.Picture;
import dev.uvaha.images.Pictures;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.augment.RandAugment.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TonesTest {
  private static final Picture NOISE = Pictures.noise(3, 17, 19, 61);
  private static final Picture FEW = Pictures.grey(1, 5, 50, 60, 60, 100, 150);

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AUTO_CONTRAST", "EQUALIZE"}) // they have no strength
  void magnitudeZeroChangesNothing(Operation operation) {
    assertThat(operation.apply(NOISE, 0, RandomStream.of(3))).isEqualTo(NOISE);
  }

  @Test
  void factorsOfOneChangeNothing() {
    assertThat(Tones.brightness(NOISE, 1)).isEqualTo(NOISE);
    assertThat(Tones.contrast(NOISE, 1)).isEqualTo(NOISE);
    assertThat(Tones.colour(NOISE, 1)).isEqualTo(NOISE);
    assertThat(Tones.sharpness(NOISE, 1)).isEqualTo(NOISE);
    assertThat(Tones.hue(NOISE, 0)).isEqualTo(NOISE);
    assertThat(Tones.hue(NOISE, 1)).isEqualTo(NOISE);
  }

  @Test
  void factorsOfZeroTakeTheQualityAway() {
    assertThat(Pictures.values(Tones.brightness(NOISE, 0))).containsOnly(0);
    assertThat(Pictures.values(Tones.contrast(FEW, 0))).containsOnly(84);
    assertThat(Tones.colour(NOISE, 0)).isEqualTo(NOISE.grey().rgb());
  }

  @Test
  void aThirdOfTheCircleExchangesTheChannels() {
    var turned = Tones.hue(NOISE, 1 / 3.0);
    for (int channel = 0; channel < 3; channel++)
      assertThat(turned.sample((channel + 1) % 3, 7, 5)).isEqualTo(NOISE.sample(channel, 7, 5));
  }

  @Test
  void solarizingTwiceAtZeroIsTheSame() {
    assertThat(Tones.solarize(Tones.solarize(NOISE, 0), 0)).isEqualTo(NOISE);
    assertThat(Pictures.values(Tones.solarize(FEW, 100))).containsExactly(50, 60, 60, 155, 105);
  }

  @Test
  void posterizingKeepsTheUpperBits() {
    assertThat(Pictures.values(Tones.posterize(FEW, 4))).containsExactly(48, 48, 48, 96, 144);
  }

  @Test
  void autoContrastUsesTheWholeRange() {
    assertThat(Pictures.values(Tones.autoContrast(FEW))).containsExactly(0, 26, 26, 128, 255);
    var flat = Pictures.grey(1, 2, 9, 9);
    assertThat(Tones.autoContrast(flat)).isEqualTo(flat);
  }

  @Test
  void equalizedShadesAreAboutEquallyFrequent() {
    var samples = new byte[64 * 64];
    var random = RandomStream.of(71);
    for (int at = 0; at < samples.length; at++) samples[at] = (byte) (60 + 30 * random.unit());
    var equal = Pictures.values(Tones.equalize(new Picture(1, 64, 64, samples)));
    for (int quarter = 0; quarter < 4; quarter++) {
      int from = 64 * quarter;
      assertThat(equal.stream().filter(value -> value >= from && value < from + 64).count())
          .isBetween(700L, 1350L);
    }
  }

  @Test
  void sharpnessZeroIsTheSmoothedMiddle() {
    var dot = Pictures.grey(3, 3, 0, 0, 0, 0, 130, 0, 0, 0, 0);
    assertThat(Pictures.values(Tones.sharpness(dot, 0)))
        .containsExactly(0, 0, 0, 0, 50, 0, 0, 0, 0); // 5 of 13
  }

  @Test
  void rotationByAQuarterMovesEveryPixel() {
    var turned = Warp.rotation(90).of(Pictures.grey(2, 2, 1, 2, 3, 4));
    assertThat(Pictures.values(turned)).containsExactly(2, 4, 1, 3); // anticlockwise
  }

  @Test
  void translationAndShearMoveAsFarAsTheySay() {
    assertThat(Pictures.values(Warp.translation(1, 0).of(FEW))).containsExactly(0, 50, 60, 60, 100);
    var block = Pictures.grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Pictures.values(Warp.shearX(1).of(block)))
        .containsExactly(0, 1, 2, 4, 5, 6, 8, 9, 0);
    assertThat(Pictures.values(Warp.shearY(1).of(block)))
        .containsExactly(0, 2, 6, 1, 5, 9, 4, 8, 0);
  }
}
