package dev.uvaha.images.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.images.Picture;
import dev.uvaha.images.sets.DrawnShapes.Clutter;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawnShapesTest {
  private static final long SEED = 20_261_126;
  private static final DrawnShapes TRAIN = new DrawnShapes(500, Part.TRAIN, SEED);
  private static final DrawnShapes TEST = new DrawnShapes(500, Part.TEST, SEED);

  @Test
  void aNumberIsAlwaysTheSamePicture() {
    for (int number : new int[] {0, 17, 499})
      assertThat(new DrawnShapes(1_000_000, Part.TRAIN, SEED).picture(number))
          .isEqualTo(TRAIN.picture(number));
  }

  @Test
  void trainingAndTestHaveNoPictureInCommon() {
    var seen = new HashSet<Picture>();
    for (int number = 0; number < 500; number++) {
      seen.add(TRAIN.picture(number));
      seen.add(TEST.picture(number));
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void anyStretchIsBalanced() {
    var counts = new int[TRAIN.classes().size()];
    IntStream.range(100, 200).map(TRAIN::label).forEach(label -> counts[label]++);
    assertThat(counts).hasSize(10).containsOnly(10);
  }

  @Test
  void anySizeWillDo() {
    var large = new DrawnShapes(97, 3, Part.TRAIN, SEED, Clutter.NONE).picture(2);
    assertThat(large.height()).isEqualTo(97);
    assertThat(large.channels()).isEqualTo(3);
  }

  /// Ten thousand points: a shape fills a part of its circle and nothing outside.
  @ParameterizedTest
  @EnumSource
  void aShapeStaysInItsCircleAndIsSeen(ShapeKind kind) {
    int inside = 0;
    for (int at = 0; at < 10_000; at++) {
      int row = at / 100;
      double x = (at % 100 - 49.5) / 40;
      double y = (row - 49.5) / 40;
      if (!kind.contains(x, y)) continue;
      inside++;
      assertThat(x * x + y * y).isLessThanOrEqualTo(1);
    }
    // The circle of radius 1 has some 5,000 points.
    assertThat(inside).as("%s", kind).isBetween(800, 4200);
  }
}
