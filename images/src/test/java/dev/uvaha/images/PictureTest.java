package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureTest {
  private static final long SEED = 20_261_126;
  private static final Picture NOISE = Pictures.noise(3, 7, 11, SEED);

  @Test
  void flippedTwiceIsTheSame() {
    assertThat(NOISE.flip()).isNotEqualTo(NOISE);
    assertThat(NOISE.flip().flip()).isEqualTo(NOISE);
  }

  @Test
  void flipMirrorsEveryRow() {
    for (int channel = 0; channel < 3; channel++)
      for (int y = 0; y < 7; y++)
        for (int x = 0; x < 11; x++)
          assertThat(NOISE.flip().sample(channel, y, x))
              .isEqualTo(NOISE.sample(channel, y, 10 - x));
  }

  @Test
  void cropTakesWhatIsThere() {
    var part = NOISE.crop(2, 3, 5, 7);
    for (int channel = 0; channel < 3; channel++)
      for (int y = 0; y < 5; y++)
        for (int x = 0; x < 7; x++)
          assertThat(part.sample(channel, y, x)).isEqualTo(NOISE.sample(channel, 2 + y, 3 + x));
  }

  @Test
  void cropStaysInside() {
    assertThatThrownBy(() -> NOISE.crop(3, 0, 5, 11)).hasMessageContaining("5 x 11 at (3, 0)");
    assertThatThrownBy(() -> NOISE.crop(0, -1, 5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NOISE.crop(0, 5, 5, 7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void paddingSurroundsThePicture() {
    var padded = NOISE.pad(2, 17);
    assertThat(padded.crop(2, 2, 7, 11)).isEqualTo(NOISE);
    assertThat(Pictures.values(padded.crop(0, 0, 2, 15))).containsOnly(17);
    assertThat(Pictures.values(padded.crop(0, 13, 11, 2))).containsOnly(17);
  }

  @Test
  void greyOfGreyIsItself() {
    var grey = NOISE.grey();
    assertThat(grey.rgb().grey()).isEqualTo(grey);
    assertThat(grey.sample(0, 5, 3))
        .isEqualTo(
            Math.round(
                0.299f * NOISE.sample(0, 5, 3)
                    + 0.587f * NOISE.sample(1, 5, 3)
                    + 0.114f * NOISE.sample(2, 5, 3)));
  }

  @Test
  void samplesMustFitTheSize() {
    assertThatThrownBy(() -> new Picture(3, 5, 7, new byte[104]))
        .hasMessage("Picture: expected 3 x 5 x 7 samples, got 104");
    assertThatThrownBy(() -> new Picture(2, 5, 7, new byte[70])).hasMessageContaining("1 or 3");
  }
}
