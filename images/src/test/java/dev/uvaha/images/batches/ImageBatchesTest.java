package dev.uvaha.images.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.Channels;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.Pictures;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.Resampling;
import dev.uvaha.images.augment.Augmentation;
import dev.uvaha.images.augment.HorizontalFlip;
import dev.uvaha.images.augment.RandAugment;
import dev.uvaha.images.augment.RandomCrop;
import dev.uvaha.images.augment.RandomResizedCrop;
import dev.uvaha.images.batches.BatchPlan.Order;
import dev.uvaha.images.batches.BatchPlan.Remainder;
import dev.uvaha.images.sets.BadFiles;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.ImageFolder;
import dev.uvaha.images.sets.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBatchesTest {
  private static final long SEED = 20_261_126;
  private static final DrawnShapes SHAPES = new DrawnShapes(61, Part.TRAIN, SEED);
  private static final View PLAIN = new View(Augmentation.NONE, 32, 32, Normalisation.HALF);
  private static final View CHANGED =
      new View(
          Augmentation.sequence(
              List.of(new RandomCrop(4), new HorizontalFlip(0.5), new RandAugment(2, 9))),
          32,
          32,
          Normalisation.IMAGENET);
  private static final View SMALL =
      new View(
          new RandomResizedCrop(13, 17, 0.05, 0.4, Resampling.BICUBIC), 13, 17, Normalisation.NONE);

  private static ImageBatches batches(int workers) {
    return new ImageBatches(
        SHAPES, List.of(CHANGED, SMALL, SMALL), new BatchPlan(7, SEED), workers);
  }

  private static List<ImageBatch> take(Loader loader, int count) {
    var taken = new ArrayList<ImageBatch>();
    try (loader) {
      while (taken.size() < count && loader.hasNext()) taken.add(loader.next());
    }
    return taken;
  }

  private static void assertSame(List<ImageBatch> some, List<ImageBatch> others) {
    assertThat(some).hasSameSizeAs(others);
    for (int i = 0; i < some.size(); i++) {
      var one = some.get(i);
      var other = others.get(i);
      assertThat(one.epoch()).isEqualTo(other.epoch());
      assertThat(one.position()).isEqualTo(other.position());
      assertThat(one.numbers()).isEqualTo(other.numbers());
      assertThat(one.labels()).isEqualTo(other.labels());
      for (int view = 0; view < one.views().size(); view++)
        assertThat(one.views().get(view)).isEqualTo(other.views().get(view));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void theNumberOfThreadsChangesNothing(int workers) {
    assertSame(take(batches(workers).from(0, 0), 20), take(batches(1).from(0, 0), 20));
  }

  @Test
  void resumedBatchesAreThoseThatWouldHaveCome() {
    var whole = take(batches(2).from(0, 0), 25);
    assertSame(take(batches(2).from(0, 5), 20), whole.subList(5, 25));
    assertSame(take(batches(2).from(1, 3), 13), whole.subList(12, 25));
  }

  @Test
  void everyPictureComesOnceAnEpoch() {
    for (int epoch : new int[] {0, 1, 1000}) {
      var seen = numbers(take(batches(2).epoch(epoch), 99));
      assertThat(seen).isNotEqualTo(IntStream.range(0, 61).boxed().toList());
      assertThat(seen).hasSize(61).doesNotHaveDuplicates();
    }
  }

  private static List<Integer> numbers(List<ImageBatch> batches) {
    return batches.stream().flatMap(batch -> Arrays.stream(batch.numbers()).boxed()).toList();
  }

  @Test
  void epochsDifferInOrderAndInWhatHappens() {
    var first = take(batches(2).epoch(0), 99);
    var second = take(batches(2).epoch(1), 99);
    assertThat(numbers(first)).isNotEqualTo(numbers(second));
    assertThat(row(first, 17, 1)).isNotEqualTo(row(second, 17, 1));
    assertThat(row(first, 17, 1)).as("views differ").isNotEqualTo(row(first, 17, 2));
  }

  /// What became of a picture in a small view.
  private static float[] row(List<ImageBatch> batches, int number, int view) {
    int width = 3 * 13 * 17;
    for (var batch : batches)
      for (int row = 0; row < batch.size(); row++)
        if (batch.numbers()[row] == number)
          return Arrays.copyOfRange(batch.views().get(view), row * width, (row + 1) * width);
    throw new AssertionError("picture " + number + " did not come");
  }

  @Test
  void theRemainderIsKeptOrDropped() {
    var kept = take(batches(2).epoch(0), 99);
    assertThat(kept.stream().map(ImageBatch::size)).containsExactly(7, 7, 7, 7, 7, 7, 7, 7, 5);
    assertThat(kept.getLast().views().get(1)).hasSize(5 * 3 * 13 * 17);
    var plan = new BatchPlan(7, SEED, Order.SHUFFLED, Remainder.DROP);
    var dropping = new ImageBatches(SHAPES, List.of(PLAIN), plan, 1);
    assertThat(take(dropping.epoch(0), 99).stream().map(ImageBatch::size))
        .hasSize(8)
        .containsOnly(7);
    assertThat(dropping.size()).isEqualTo(56);
  }

  @Test
  void byNumberEveryPictureStandsInItsPlace() {
    var plan = new BatchPlan(11, SEED, Order.BY_NUMBER, Remainder.KEEP);
    var batches = take(new ImageBatches(SHAPES, List.of(PLAIN), plan, 3).epoch(0), 99);
    assertThat(numbers(batches)).isEqualTo(IntStream.range(0, 61).boxed().toList());
    var expected = new float[3 * 32 * 32];
    Normalisation.HALF.apply(SHAPES.picture(13), expected, 0);
    var second = batches.get(1);
    assertThat(Arrays.copyOfRange(second.pictures(), 2 * 3072, 3 * 3072)).isEqualTo(expected);
    assertThat(second.labels()[2]).isEqualTo(SHAPES.label(13));
  }

  @Test
  void aBadFileReachesTheConsumerByItsName(@TempDir Path folder) throws IOException {
    Path last = folder;
    for (int i = 0; i < 9; i++) {
      last = folder.resolve("cat/" + i + ".png");
      PngFile.write(last, Pictures.noise(3, 32, 32, i));
    }
    var whole = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(whole, whole.length / 2)); // its header is whole
    var set =
        ImageFolder.open(folder, Part.TRAIN, new PictureReader(Channels.RGB), BadFiles.REFUSE);
    var plan = new BatchPlan(2, SEED, Order.BY_NUMBER, Remainder.KEEP);
    var loader = new ImageBatches(set, List.of(PLAIN), plan, 2).epoch(0);
    for (int good = 0; good < 4; good++) assertThat(loader.next().position()).isEqualTo(good);
    assertThatThrownBy(loader::next)
        .isInstanceOf(PictureException.class)
        .hasMessageStartingWith(last.toString())
        .hasMessageContaining("cut off");
    assertThat(loader.hasNext()).isFalse();
  }

  @Test
  void closingEndsTheThreads() {
    var before = threads(); // some may be ending still
    var loader = batches(5).from(0, 0);
    loader.next();
    var own = threads();
    own.removeAll(before);
    assertThat(own).isNotEmpty();
    loader.close();
    loader.close();
    for (var thread : own) assertThat(joined(thread)).as("%s has ended", thread.getName()).isTrue();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("uvaha-pictures-"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(60));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void aViewsSizeMustBeWhatItsAugmentationMakes() {
    var wrong = new View(Augmentation.NONE, 28, 28, Normalisation.HALF);
    try (var loader =
        new ImageBatches(SHAPES, List.of(wrong), new BatchPlan(7, SEED), 1).epoch(0)) {
      assertThatThrownBy(loader::next)
          .hasMessageContaining("drawn shape")
          .hasMessageContaining("Picture[3 x 32 x 32]")
          .hasMessageContaining("expected 28 x 28; add a Resize");
    }
  }

  @Test
  void anythingThatChangesTheBatchesChangesTheFingerprint() {
    var print = batches(1).fingerprint();
    assertThat(batches(4).fingerprint()).isEqualTo(print);
    assertThat(new ImageBatches(SHAPES, List.of(CHANGED), new BatchPlan(7, SEED), 1).fingerprint())
        .isNotEqualTo(print);
    var views = List.of(CHANGED, SMALL, SMALL);
    assertThat(new ImageBatches(SHAPES, views, new BatchPlan(7, SEED + 1), 1).fingerprint())
        .isNotEqualTo(print);
    var fewer = new DrawnShapes(60, Part.TRAIN, SEED);
    assertThat(new ImageBatches(fewer, views, new BatchPlan(7, SEED), 1).fingerprint())
        .isNotEqualTo(print);
  }

  @Test
  void halvesHaveItsPicturesInItsOrder() {
    try (var loader = batches(1).epoch(0)) {
      var batch = loader.next();
      var halves = batch.halves();
      assertThat(halves).extracting(ImageBatch::size).containsExactly(3, 4);
      var both = new ArrayList<Float>();
      for (var half : halves) for (var value : half.views().getLast()) both.add(value);
      assertThat(both).containsExactly(boxed(batch.views().getLast()));
      assertThat(halves.getLast().labels())
          .containsExactly(Arrays.copyOfRange(batch.labels(), 3, 7));
      assertThat(halves.getLast().numbers())
          .containsExactly(Arrays.copyOfRange(batch.numbers(), 3, 7));
    }
  }

  private static Float[] boxed(float[] values) {
    var boxed = new Float[values.length];
    for (var i = 0; i < values.length; i++) boxed[i] = values[i];
    return boxed;
  }

  @Test
  void aPlaceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> batches(1).from(0, 9)).hasMessageContaining("no batch 9 in epoch 0");
  }
}
