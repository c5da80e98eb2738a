package dev.uvaha.images.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.images.Picture;
import dev.uvaha.images.Pictures;
import dev.uvaha.images.RandomStream;
import dev.uvaha.images.Resampling;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {
  private static final float ROUNDING = 1e-6f;
  private static final Picture NOISE = Pictures.noise(3, 23, 29, 20_261_126);

  static List<Augmentation> all() {
    return List.of(
        new HorizontalFlip(0.5),
        new RandomCrop(3),
        new RandomResizedCrop(23, 29, 0.2, 1, Resampling.BICUBIC),
        new Resize(23, 29, Resampling.BILINEAR),
        new RandAugment(3, 17),
        new ColourJitter(0.4, 0.4, 0.2, 0.1),
        new Greyscale(0.5),
        new GaussianBlur(0.5, 0.1, 2),
        new Solarize(0.5),
        new RandomErasing(0.5),
        Augmentation.sometimes(0.5, new RandomCrop(5)));
  }

  private static Picture applied(Augmentation augmentation, Picture picture, long key) {
    return augmentation.apply(picture, RandomStream.of(key));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isAFunctionOfPictureAndStream(Augmentation augmentation) {
    var before = NOISE.samples().clone();
    var results = new HashSet<Picture>();
    for (long key = 0; key < 40; key++) {
      var once = applied(augmentation, NOISE, key);
      assertThat(applied(augmentation, NOISE, key)).isEqualTo(once);
      assertThat(once.toString()).as("its size").isEqualTo(NOISE.toString());
      results.add(once);
    }
    assertThat(NOISE.samples()).as("the given picture stays").isEqualTo(before);
    assertThat(results.size() > 1).isEqualTo(!(augmentation instanceof Resize));
  }

  @ParameterizedTest
  @MethodSource("all")
  void takesGreyAndOnePixel(Augmentation augmentation) {
    for (long key = 0; key < 20; key++) {
      assertThat(applied(augmentation, NOISE.grey(), key).channels()).isEqualTo(1);
      assertThat(applied(augmentation, NOISE.crop(0, 0, 1, 1), key).channels()).isEqualTo(3);
    }
  }

  @Test
  void aSequenceAppliesOneAfterTheOther() {
    var sequence =
        Augmentation.sequence(
            List.of(new HorizontalFlip(1), new Greyscale(1), new HorizontalFlip(1)));
    assertThat(applied(sequence, NOISE, 5)).isEqualTo(NOISE.grey().rgb());
    assertThat(applied(Augmentation.NONE, NOISE, 5)).isSameAs(NOISE);
  }

  @Test
  void paddedCropsAreTheShiftsByTheBorder() {
    var shifts = new HashSet<Picture>();
    for (int top = 0; top < 5; top++)
      for (int left = 0; left < 5; left++) shifts.add(NOISE.pad(2, 0).crop(top, left, 23, 29));
    var seen = new HashSet<Picture>();
    for (long key = 0; key < 400; key++) seen.add(applied(new RandomCrop(2), NOISE, key));
    assertThat(seen).isEqualTo(shifts);
  }

  /// Where each sample says its place, a crop without resizing is a rectangle of places.
  @Test
  void resizedCropsStayInsideAndKeepTheirArea() {
    var places = new byte[15 * 16];
    for (int at = 0; at < places.length; at++) places[at] = (byte) (at + 1);
    var picture = new Picture(1, 15, 16, places);
    for (long key = 0; key < 300; key++) {
      var crop = new RandomResizedCrop(1, 1, 0.25, 0.5, Resampling.BILINEAR);
      assertThat(applied(crop, picture, key).sample(0, 0, 0)).isBetween(1, 240);
    }
    var whole = new RandomResizedCrop(16, 16, 1, 1, Resampling.BILINEAR);
    var square = Pictures.noise(1, 16, 16, 3);
    long kept =
        Stream.iterate(0L, key -> key + 1)
            .limit(100)
            .filter(key -> applied(whole, square, key).equals(square))
            .count();
    assertThat(kept).as("only a part of proportion 1 fits").isPositive();
  }

  @Test
  void aNarrowPictureIsCroppedInItsMiddle() {
    var narrow = Pictures.noise(1, 60, 3, 5);
    var crop = new RandomResizedCrop(4, 3, 1, 1, Resampling.BILINEAR);
    assertThat(applied(crop, narrow, 7)).isEqualTo(narrow.crop(28, 0, 4, 3));
  }

  @Test
  void erasingChangesOneRectangleOfTheAllowedArea() {
    for (long key = 0; key < 100; key++) {
      var erased = applied(new RandomErasing(1), NOISE, key);
      long changed = 0;
      for (int at = 0; at < NOISE.plane(); at++)
        if (NOISE.samples()[at] != erased.samples()[at]) changed++;
      // The sides are rounded, and now and then noise is what was there.
      assertThat(changed).isBetween((long) (0.01 * NOISE.plane()), (long) (0.37 * NOISE.plane()));
    }
  }

  @Test
  void blurKeepsTheMeanAndTakesTheContrast() {
    var blurred = applied(new GaussianBlur(1, 2, 2), NOISE, 3);
    assertThat(mean(blurred)).isBetween(mean(NOISE) - 3, mean(NOISE) + 3);
    assertThat(spread(blurred)).isLessThan(spread(NOISE) / 4);
    var flat = new Picture(1, 5, 7, new byte[35]).pad(1, 93).crop(0, 0, 1, 9);
    assertThat(applied(new GaussianBlur(1, 1, 1), flat, 3)).isEqualTo(flat);
  }

  private static double mean(Picture picture) {
    return Pictures.values(picture).stream().mapToInt(value -> value).average().orElseThrow();
  }

  private static double spread(Picture picture) {
    double mean = mean(picture);
    return Pictures.values(picture).stream()
        .mapToDouble(value -> Math.abs(value - mean))
        .average()
        .orElseThrow();
  }

  @Test
  void mixupBlendsAPictureWithItsLabel() {
    var labels = Mixup.softLabels(new int[] {0, 1, 2}, 3, 0.3);
    assertThat(Arrays.copyOf(labels, 3)).containsExactly(0.8f, 0.1f, 0.1f);
    var pictures = new float[] {0, 0, 5, 5, 1, 1};
    var mixed =
        Mixup.of(
            pictures, Mixup.softLabels(new int[] {0, 1, 2}, 3, 0), 3, 0.8, RandomStream.of(11));
    float share = mixed.labels()[0];
    assertThat(share).isBetween(0f, 1f).isNotIn(0f, 1f);
    float rest = mixed.labels()[2];
    assertThat(share + rest).isEqualTo(1, within(ROUNDING));
    assertThat(mixed.labels()).containsExactly(share, 0, rest, 0, 1, 0, rest, 0, share);
    assertThat(mixed.pictures()).containsExactly(rest, rest, 5, 5, share, share);
    assertThat(pictures).containsExactly(0, 0, 5, 5, 1, 1);
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new RandAugment(2, 31)).hasMessageContaining("magnitude=31");
    assertThatThrownBy(() -> new HorizontalFlip(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new RandomResizedCrop(8, 8, 0.5, 0.2, Resampling.BILINEAR))
        .hasMessageContaining("0.5 to 0.2");
    assertThatThrownBy(() -> Mixup.softLabels(new int[] {3}, 3, 0))
        .hasMessage("Mixup: label 3 is out of range, there are 3 classes");
  }

  @Test
  void thereAreThePapersFourteenOperations() {
    assertThat(RandAugment.Operation.values()).hasSize(14);
    var seen = new HashSet<Picture>();
    for (long key = 0; key < 1000; key++) seen.add(applied(new RandAugment(1, 15), NOISE, key));
    // Four take no direction, ten take two.
    assertThat(seen.size()).isBetween(20, 24);
    assertThat(seen).containsAll(Set.of(NOISE, Tones.solarize(NOISE, 128)));
  }
}
