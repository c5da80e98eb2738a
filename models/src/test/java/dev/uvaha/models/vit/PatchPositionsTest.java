package dev.uvaha.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.models.vit.PatchPositions.Learned;
import dev.uvaha.models.vit.PatchPositions.Sinusoidal;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import org.junit.jupiter.api.Test;

class PatchPositionsTest {
  /// Of numbers below 1, in float32.
  private static final float ROUNDING = 1e-6f;

  private static final PatchGrid GRID = new PatchGrid(5, 7);

  @Test
  void wavesAreOverColumnsThenRowsSinesBeforeCosines() {
    try (var _ = TensorScope.open()) {
      var waves = Sinusoidal.create(12, GRID).ofPatches(GRID, Device.CPU).toFloats();
      for (var row = 0; row < 5; row++)
        for (var column = 0; column < 7; column++)
          for (var i = 0; i < 3; i++) {
            var first = (row * 7 + column) * 12 + i;
            var speed = 1 / Math.pow(10_000, 4.0 * i / 12);
            assertThat(waves[first]).isCloseTo((float) Math.sin(column * speed), within(ROUNDING));
            assertThat(waves[first + 3])
                .isCloseTo((float) Math.cos(column * speed), within(ROUNDING));
            assertThat(waves[first + 6]).isCloseTo((float) Math.sin(row * speed), within(ROUNDING));
            assertThat(waves[first + 9]).isCloseTo((float) Math.cos(row * speed), within(ROUNDING));
          }
    }
  }

  /// The middle of a patch that covers three by three is the middle one of those.
  @Test
  void wavesOfAnotherGridAreThoseOfTheSamePlaces() {
    try (var _ = TensorScope.open()) {
      var waves = Sinusoidal.create(12, new PatchGrid(15, 21));
      var fine = waves.ofPatches(new PatchGrid(15, 21), Device.CPU).reshape(15, 21, 12);
      var coarse = waves.ofPatches(GRID, Device.CPU).reshape(5, 7, 12);
      for (var row = 0; row < 5; row++)
        for (var column = 0; column < 7; column++)
          assertThat(coarse.select(0, row).select(0, column).toFloats())
              .containsExactly(
                  fine.select(0, 3 * row + 1).select(0, 3 * column + 1).toFloats(),
                  within(ROUNDING));
    }
  }

  @Test
  void aWidthWithoutQuartersIsRefused() {
    assertThatThrownBy(() -> Sinusoidal.create(14, GRID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divides by 4, got 14");
  }

  @Test
  void interpolationToTheSameGridIsTheIdentity() {
    try (var _ = TensorScope.open()) {
      var learned = Learned.create(GRID, 1, 11);
      var patches = learned.table().value().narrow(0, 1, 35);
      assertThat(learned.ofPatches(GRID, Device.CPU).contentEquals(patches)).isTrue();
      assertThat(
              learned
                  .ofClassToken(Device.CPU)
                  .contentEquals(learned.table().value().narrow(0, 0, 1)))
          .isTrue();
    }
  }

  @Test
  void interpolationKeepsWhatIsTheSameEverywhere() {
    try (var _ = TensorScope.open()) {
      var learned = Learned.create(GRID, 0, 11);
      learned.table().assign(learned.table().value().narrow(0, 3, 1).expand(35, 11));
      var others = learned.ofPatches(new PatchGrid(13, 2), Device.CPU);
      assertThat(others.shape().sizes()).containsExactly(26, 11);
      for (var patch = 0; patch < 26; patch++)
        assertThat(others.select(0, patch).toFloats())
            .containsExactly(learned.table().value().select(0, 0).toFloats(), within(ROUNDING));
    }
  }
}
