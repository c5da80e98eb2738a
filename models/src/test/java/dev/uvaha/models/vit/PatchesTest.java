package dev.uvaha.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {
  private static final Patches PATCHES = new Patches(15, 5, 3);

  @Test
  void joiningIsTheExactInverseOfCutting() {
    try (var _ = TensorScope.open()) {
      var pixels = Randomness.normal(0, 1, Device.CPU, 2, 3, 35, 55);
      var patches = PATCHES.cut(pixels);
      assertThat(patches.shape().sizes()).containsExactly(2, 7 * 11, 5 * 5 * 3);
      assertThat(PATCHES.join(patches, new PatchGrid(7, 11)).contentEquals(pixels)).isTrue();
    }
  }

  @Test
  void patchesComeRowByRowAndSoDoTheirPixels() {
    try (var _ = TensorScope.open()) {
      var pixels = Tensors.range(2L * 3 * 35 * 55, Device.CPU).reshape(2, 3, 35, 55);
      var values = PATCHES.cut(pixels).toLongs();
      var at = 0;
      for (var picture = 0; picture < 2; picture++)
        for (var row = 0L; row < 7; row++)
          for (var column = 0L; column < 11; column++)
            for (var y = 0; y < 5; y++)
              for (var x = 0; x < 5; x++)
                for (var channel = 0; channel < 3; channel++)
                  assertThat(values[at++])
                      .isEqualTo(
                          ((picture * 3L + channel) * 35 + row * 5 + y) * 55 + column * 5 + x);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 3, 'imageSize must divide by patchSize, got imageSize=0, patchSize=5'",
    "14, 5, 3, 'imageSize must divide by patchSize, got imageSize=14, patchSize=5'",
    "15, 0, 3, 'sizes must be 1 or more, got patchSize=0, channels=3'",
    "15, 5, 0, 'sizes must be 1 or more, got patchSize=5, channels=0'",
  })
  void refusesSizes(int imageSize, int patchSize, int channels, String message) {
    assertThatThrownBy(() -> new Patches(imageSize, patchSize, channels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (var _ = TensorScope.open()) {
      assertThatThrownBy(() -> PATCHES.cut(Tensors.zeros(2, 1, 15, 15)))
          .hasMessage("Patches: pixels must be [B, C=3, H, W], got [2, 1, 15, 15]");
      assertThatThrownBy(() -> PATCHES.cut(Tensors.zeros(2, 3, 15, 17)))
          .hasMessage("Patches: height and width must divide by patchSize=5, got 15 by 17");
      assertThatThrownBy(() -> PATCHES.join(Tensors.zeros(2, 8, 75), new PatchGrid(3, 3)))
          .hasMessage("Patches: patches must be [B, L=9, P·P·C=75], got [2, 8, 75]");
    }
  }
}
