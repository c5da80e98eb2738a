package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalisationTest {
  private static final float ROUNDING = 1e-6f;
  private static final Picture NOISE = Pictures.noise(3, 5, 7, 43);

  @Test
  void everyChannelHasItsMeanAndDeviation() {
    var numbers = new float[11 + 105];
    Normalisation.IMAGENET.apply(NOISE, numbers, 11);
    float expected = (NOISE.sample(1, 3, 2) / 255f - 0.456f) / 0.224f;
    assertThat(numbers[11 + 35 + 3 * 7 + 2]).isEqualTo(expected, within(ROUNDING));
    assertThat(numbers[10]).isZero();
  }

  @Test
  void backAgainIsTheSamePicture() {
    var numbers = new float[105];
    Normalisation.IMAGENET.apply(NOISE, numbers, 0);
    assertThat(Normalisation.IMAGENET.picture(numbers, 3, 5, 7)).isEqualTo(NOISE);
  }

  @Test
  void whatIsTooBrightIsCutOff() {
    var picture = Normalisation.HALF.picture(new float[] {-9, -1, 0, 1, 9}, 1, 1, 5);
    assertThat(Pictures.values(picture)).containsExactly(0, 0, 128, 255, 255);
  }

  @Test
  void threeMeansWantThreeChannels() {
    var grey = NOISE.grey();
    assertThatThrownBy(() -> Normalisation.IMAGENET.apply(grey, new float[35], 0))
        .hasMessage("Normalisation: is of 3 channels, the picture has 1");
  }
}
