package dev.uvaha.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.HeatMap.Between;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlayTest {
  private static final Picture NOISE = Pictures.noise(3, 6, 10, 59);
  private static final HeatMap MAP = HeatMap.of(new float[] {0.1f, 0.2f, 0.3f, 0.7f}, 2, 2);

  @Test
  void noOpacityIsThePicture() {
    assertThat(new Overlay(ColourMap.VIRIDIS, Between.BILINEAR, 0).of(NOISE, MAP)).isEqualTo(NOISE);
  }

  @Test
  void fullOpacityIsTheMapPatchByPatch() {
    var map = new Overlay(ColourMap.VIRIDIS, Between.NEAREST, 1).of(NOISE, MAP);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(Pictures.values(patch(map, channel, 0, 0)))
          .containsOnly(ColourMap.VIRIDIS.sample(0, channel));
      assertThat(Pictures.values(patch(map, channel, 3, 5)))
          .containsOnly(ColourMap.VIRIDIS.sample(1, channel));
    }
  }

  private static Picture patch(Picture picture, int channel, int top, int left) {
    var part = picture.crop(top, left, 3, 5);
    var samples = new byte[15];
    System.arraycopy(part.samples(), channel * 15, samples, 0, 15);
    return new Picture(1, 3, 5, samples);
  }

  @Test
  void betweenPatchesItIsLinear() {
    var pixels = HeatMap.of(new float[] {0, 1}, 1, 2).scaled(1, 8, Between.BILINEAR);
    assertThat(pixels[0]).containsExactly(0, 0, 0.125f, 0.375f, 0.625f, 0.875f, 1, 1);
  }

  @ParameterizedTest
  @EnumSource
  void coloursBecomeLighterAllTheWay(ColourMap colours) {
    double before = -1;
    for (int step = 0; step <= 100; step++) {
      double number = step / 100.0;
      double luma =
          0.299 * colours.sample(number, 0)
              + 0.587 * colours.sample(number, 1)
              + 0.114 * colours.sample(number, 2);
      assertThat(luma).as("at %s", number).isGreaterThan(before);
      before = luma - 0.6; // of rounding
    }
  }

  @Test
  void numbersThatAreEqualOrMissingDoNoHarm() {
    var flat = HeatMap.of(new float[] {Float.NaN, 3, 3, 3}, 2, 2);
    var shown = Overlay.map(flat, ColourMap.INFERNO, 1);
    assertThat(Pictures.values(shown)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4);
  }

  @Test
  void aSheetHoldsEveryPictureInItsPlace() {
    var small = Pictures.noise(1, 3, 5, 3);
    var sheet = new ContactSheet(2, 1, 2).of(List.of(NOISE, small, small));
    assertThat(sheet.height()).isEqualTo(1 + 2 * (12 + 1));
    assertThat(sheet.width()).isEqualTo(1 + 2 * (20 + 1));
    assertThat(sheet.sample(2, 1 + 2 * 5, 1 + 2 * 9)).isEqualTo(NOISE.sample(2, 5, 9));
    assertThat(sheet.sample(1, 14 + 3, 1 + 5)).isEqualTo(small.sample(0, 1, 2));
    assertThat(sheet.sample(0, 20, 30)).as("an empty cell").isEqualTo(255);
  }

  @Test
  void numbersMustFillTheGrid() {
    assertThatThrownBy(() -> HeatMap.of(new float[5], 2, 3))
        .hasMessage("HeatMap: expected 2 x 3 numbers, got 5");
  }
}
