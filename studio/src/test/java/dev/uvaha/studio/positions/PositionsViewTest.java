package dev.uvaha.studio.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.nn.Embedding;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PositionsViewTest {
  private static final int LENGTH = 37;
  private static final int WIDTH = 26;

  /// Of sums of some dozens of products of float32.
  private static final double ROUNDING = 1e-5;

  @TempDir private Path folder;

  @Test
  void sinusoidsAreThePapers() {
    var view = PositionsView.sinusoidal(LENGTH, WIDTH);
    assertThat(view.rows()).hasDimensions(LENGTH, WIDTH);
    for (var t = 0; t < LENGTH; t++)
      for (var i = 0; i < WIDTH / 2; i++) {
        var angle = t / Math.pow(10_000, 2.0 * i / WIDTH);
        assertThat((double) view.rows()[t][2 * i]).isCloseTo(Math.sin(angle), within(ROUNDING));
        assertThat((double) view.rows()[t][2 * i + 1]).isCloseTo(Math.cos(angle), within(ROUNDING));
      }
  }

  @Test
  void waveLikenessDependsOnTheDistanceAlone() {
    for (var view :
        new PositionsView[] {
          PositionsView.sinusoidal(LENGTH, WIDTH), PositionsView.rotary(LENGTH, WIDTH)
        }) {
      assertThat(view.byDistance()).hasSize(LENGTH);
      assertThat(view.byDistance().getFirst().mean()).isCloseTo(1, within(ROUNDING));
      for (var spread : view.byDistance())
        assertThat(spread.largest() - spread.least()).isLessThan(ROUNDING);
      for (var t = 0; t < LENGTH; t++)
        for (var s = 0; s < LENGTH; s++)
          assertThat((double) view.similarity()[t][s])
              .isCloseTo(view.byDistance().get(Math.abs(t - s)).mean(), within(ROUNDING));
    }
  }

  @Test
  void rotationTurnsPairsByTheirFrequencies() {
    var rows = PositionsView.rotary(LENGTH, WIDTH).rows();
    var half = WIDTH / 2;
    for (var t = 0; t < LENGTH; t++)
      for (var i = 0; i < half; i++) {
        var angle = t * Math.pow(10_000, -2.0 * i / WIDTH);
        var one = 1 / Math.sqrt(WIDTH);
        assertThat((double) rows[t][i])
            .isCloseTo(one * (Math.cos(angle) - Math.sin(angle)), within(ROUNDING));
        assertThat((double) rows[t][i + half])
            .isCloseTo(one * (Math.cos(angle) + Math.sin(angle)), within(ROUNDING));
      }
  }

  @Test
  void learnedOnesAreTheModels() {
    Randomness.seed(2);
    float[] values;
    try (var _ = TensorScope.open()) {
      var table = Embedding.create(LENGTH, WIDTH).weight().value();
      values = table.toFloats();
      Safetensors.write(
          folder.resolve("model.safetensors"), Map.of("transformer.wpe.weight", table), Map.of());
    }
    var learned = LearnedPositions.read(folder).orElseThrow();
    assertThat(learned.model()).isEqualTo(folder.getFileName().toString());
    var view = PositionsView.learned(learned, 11, 6);
    assertThat(view.rows()).hasDimensions(11, 6);
    for (var t = 0; t < 11; t++)
      assertThat(view.rows()[t]).isEqualTo(Arrays.copyOfRange(values, t * WIDTH, t * WIDTH + 6));
    assertThat(PositionsView.learned(learned, 500, 500).rows()).hasDimensions(LENGTH, WIDTH);
  }

  @Test
  void aModelWithoutLearnedPositionsHasNone() {
    try (var _ = TensorScope.open()) {
      var table = Embedding.create(3, 2).weight().value();
      Safetensors.write(
          folder.resolve("model.safetensors"), Map.of("transformer.wte.weight", table), Map.of());
    }
    assertThat(LearnedPositions.read(folder)).isEmpty();
  }

  @Test
  void sizesHaveLimits() {
    for (var sizes : new int[][] {{1, 8}, {513, 8}, {9, 7}, {9, 514}})
      assertThatThrownBy(() -> PositionsView.sinusoidal(sizes[0], sizes[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("length");
  }
}
