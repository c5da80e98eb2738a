package dev.uvaha.vision.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.nn.LeakCheck;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final int WIDTH = 3;

  @BeforeEach
  void seed() {
    Randomness.seed(20251103);
  }

  /// Of as many classes as axes: a step along one axis, with noise.
  private static Features axes(int count, double noise, long seed) {
    var random = new Random(seed);
    var values = new float[count * WIDTH];
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % WIDTH;
      for (int j = 0; j < WIDTH; j++)
        values[i * WIDTH + j] = (float) ((j == labels[i] ? 1 : 0) + noise * random.nextGaussian());
    }
    return new Features(values, WIDTH, labels, WIDTH);
  }

  @Test
  void aPictureIsItsOwnNearestNeighbour() {
    var features = axes(37, 5, 7);
    assertThat(new NearestNeighbours(features, 1, 0.07).accuracy(features)).isEqualTo(1);
  }

  @Test
  void lengthsDoNotCountAmongNeighbours() {
    var features = axes(41, 0.3, 11);
    var longer = features.values().clone();
    for (int i = 0; i < longer.length; i++) longer[i] *= 1 + i / WIDTH;
    var scaled = new Features(longer, WIDTH, features.labels(), WIDTH);
    var asked = axes(29, 0.5, 13);
    assertThat(new NearestNeighbours(scaled).classes(asked))
        .isEqualTo(new NearestNeighbours(features).classes(asked));
  }

  /// One that is near outweighs two that are far, unless the temperature makes all alike.
  @Test
  void nearerNeighboursWeighMore() {
    var known = new Features(new float[] {1, 0, 0, 1, 0, 1}, 2, new int[] {0, 1, 1}, 2);
    var asked = new Features(new float[] {1, 0.1f}, 2, new int[] {0}, 2);
    assertThat(new NearestNeighbours(known, 3, 0.07).classes(asked)).containsExactly(0);
    assertThat(new NearestNeighbours(known, 3, 100).classes(asked)).containsExactly(1);
  }

  @Test
  void aLinearMapReadsWhatIsLinearWhateverItsScale() {
    var known = axes(113, 0.05, 17);
    var asked = axes(61, 0.05, 19);
    assertThat(new LinearProbe().accuracy(known, asked)).isEqualTo(1);
    assertThat(new LinearProbe().accuracy(stretched(known), stretched(asked))).isEqualTo(1);
  }

  /// One feature in the thousands, one about a thousandth.
  private static Features stretched(Features features) {
    var values = features.values().clone();
    for (int i = 0; i < values.length; i += WIDTH) {
      values[i] = 4000 + 1000 * values[i];
      values[i + 1] *= 0.001f;
    }
    return new Features(values, WIDTH, features.labels(), WIDTH);
  }

  @Test
  void whatIsNotThereIsNotRead() {
    var known = axes(301, 100, 23);
    assertThat(new LinearProbe().accuracy(known, axes(300, 100, 29))).isBetween(0.2, 0.5);
  }

  @Test
  void releasesNativeMemory() {
    var features = axes(31, 1, 3);
    LeakCheck.assertNothingIsLeft(() -> {
      new NearestNeighbours(features).accuracy(features);
    });
  }

  /// Both ways to collapse: one prototype for every picture, and all alike for each.
  @Test
  void aTeacherThatTellsNothingApartHasCollapsed() {
    try (var _ = TensorScope.open()) {
      var one = Tensors.of(new float[] {0, 1, 0, 0, 1, 0}, 2, 3);
      var alike = Tensors.full(1.0 / 3, one.dataType(), one.device(), 2, 3);
      var apart = Tensors.of(new float[] {0, 1, 0, 1, 0, 0}, 2, 3);
      assertThat(TeacherOutput.of(one).collapsed()).isTrue();
      assertThat(TeacherOutput.of(alike).collapsed()).isTrue();
      var output = TeacherOutput.of(apart);
      assertThat(output.collapsed()).isFalse();
      assertThat(output.information()).isCloseTo(Math.log(2), within());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-5); // of float32 logarithms
  }
}
