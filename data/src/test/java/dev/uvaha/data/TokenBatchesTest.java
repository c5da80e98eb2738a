package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBatchesTest {
  private static final long SEED = 20_261_123;
  private static final int PADDING = 0;
  private static final BatchLimits LIMITS = new BatchLimits(211, 17);

  /// Random lengths; the second source id and the first target piece number the example.
  private static List<Example> examples(int count) {
    var random = new Random(SEED);
    return IntStream.range(0, count)
        .mapToObj(number -> {
          var source = random.ints(3 + random.nextInt(29), 3, 97).toArray();
          var target = random.ints(3 + random.nextInt(31), 3, 97).toArray();
          source[1] = 1000 + number;
          target[1] = 1000 + number;
          return new Example(source, target);
        })
        .toList();
  }

  private static TokenBatches batches(int count) {
    return new TokenBatches(examples(count), PADDING, LIMITS, SEED);
  }

  private static List<Integer> numbers(TranslationBatch batch) {
    return IntStream.range(0, batch.sentences())
        .mapToObj(row -> batch.source().sentence(row)[1] - 1000)
        .toList();
  }

  private static <B> List<BatchStep<B>> steps(Iterable<BatchStep<B>> from, int count) {
    var steps = new ArrayList<BatchStep<B>>();
    var iterator = from.iterator();
    while (steps.size() < count) {
      steps.add(iterator.next());
    }
    return steps;
  }

  @Test
  void everyExampleAppearsOnceAnEpoch() {
    for (int epoch : new int[] {0, 1, 2, 1_000_000}) {
      var seen = batches(997).epoch(epoch).flatMap(batch -> numbers(batch).stream()).toList();
      assertThat(seen).as("epoch %d", epoch).hasSize(997).doesNotHaveDuplicates();
    }
  }

  @Test
  void theSameSeedGivesTheSameOrder() {
    assertThat(batches(499).epoch(3)).containsExactlyElementsOf(batches(499).epoch(3).toList());
  }

  @Test
  void epochsAndSeedsDiffer() {
    var batches = batches(499);
    var other = new TokenBatches(examples(499), PADDING, LIMITS, SEED + 1);
    assertThat(batches.epoch(0).toList()).isNotEqualTo(batches.epoch(1).toList());
    assertThat(batches.epoch(0).toList()).isNotEqualTo(other.epoch(0).toList());
  }

  @Test
  void anEpochRunsThroughShortAndLongBatchesAtRandom() {
    var widths = batches(4999).epoch(0).map(batch -> batch.source().columns()).toList();
    long rises =
        IntStream.range(1, widths.size()).filter(i -> widths.get(i) > widths.get(i - 1)).count();
    double share = (double) rises / (widths.size() - 1);
    // A sorted order has a share of rises near 0 or 1; a random one near a half.
    assertThat(share).as("seed %d", SEED).isBetween(0.4, 0.6);
  }

  @Test
  void batchesHaveOtherMembersEachEpoch() {
    var batches = batches(997);
    var first = batches.epoch(0).map(TokenBatchesTest::sortedNumbers).toList();
    var second = batches.epoch(1).map(TokenBatchesTest::sortedNumbers).toList();
    long kept = second.stream().filter(first::contains).count();
    assertThat((double) kept / second.size()).as("seed %d", SEED).isLessThan(0.1);
  }

  private static List<Integer> sortedNumbers(TranslationBatch batch) {
    return numbers(batch).stream().sorted().toList();
  }

  @Test
  void resumesAtAnyCursor() {
    var batches = batches(199);
    int two = batches.batchesIn(0) + batches.batchesIn(1);
    var all = steps(batches.from(BatchCursor.START), two + 5);
    for (int done = 0; done <= two; done++) {
      var cursor = done == 0 ? BatchCursor.START : all.get(done - 1).next();
      assertThat(steps(batches(199).from(cursor), 5)).isEqualTo(all.subList(done, done + 5));
    }
  }

  @Test
  void anEpochEndsWithItsLastBatch() {
    var batches = batches(199);
    var steps = steps(batches.from(BatchCursor.START), batches.batchesIn(0) + 1);
    assertThat(steps.stream().map(BatchStep::batch).limit(batches.batchesIn(0)))
        .containsExactlyElementsOf(batches.epoch(0).toList());
    assertThat(steps.stream().filter(BatchStep::endsEpoch)).hasSize(1);
    assertThat(steps.get(batches.batchesIn(0) - 1).next()).isEqualTo(new BatchCursor(1, 0));
  }

  @Test
  void shardsPartitionTheOrderOfOneProcess() {
    var batches = batches(199);
    int rounds = batches.batchesIn(0); // with three ranks, three epochs: rounds cross their ends
    var alone = steps(batches.from(BatchCursor.START), 3 * rounds);
    for (int count : new int[] {2, 3, 7}) {
      for (int rank = 0; rank < count; rank++) {
        var shard = steps(batches.from(BatchCursor.START, new Shard(rank, count)), rounds);
        for (int round = 0; round < rounds && round * count + rank < alone.size(); round++) {
          var step = shard.get(round);
          assertThat(step.batch()).isEqualTo(alone.get(round * count + rank).batch());
          assertThat(step.at()).isEqualTo(alone.get(Math.min(round * count, 3 * rounds - 1)).at());
        }
      }
    }
  }

  @Test
  void resumesWithAnotherNumberOfProcesses() {
    var batches = batches(199);
    var alone = steps(batches.from(BatchCursor.START), 40);
    var cursor = steps(batches.from(BatchCursor.START, new Shard(1, 3)), 5).getLast().next();
    assertThat(steps(batches.from(cursor), 25).stream().map(BatchStep::batch).toList())
        .isEqualTo(alone.subList(15, 40).stream().map(BatchStep::batch).toList());
  }

  @Test
  void aRoundMayBeLongerThanAnEpoch() {
    var batches = new TokenBatches(examples(2), PADDING, new BatchLimits(97, 1), SEED);
    var alone = steps(batches.from(BatchCursor.START), 12);
    var fifth = steps(batches.from(BatchCursor.START, new Shard(4, 5)), 2);
    assertThat(fifth.get(0).batch()).isEqualTo(alone.get(4).batch());
    assertThat(fifth.get(1).batch()).isEqualTo(alone.get(9).batch());
    assertThat(fifth.get(1).next()).isEqualTo(alone.get(10).at());
  }

  @Test
  void noBatchIsOverTheLimits() {
    for (int epoch = 0; epoch < 5; epoch++) {
      assertThat(batches(997).epoch(epoch))
          .allSatisfy(batch -> {
            int side = Math.max(batch.source().columns(), batch.decoderInput().columns());
            assertThat(batch.sentences() * side).isLessThanOrEqualTo(LIMITS.tokens());
            assertThat(batch.sentences()).isLessThanOrEqualTo(LIMITS.sentences());
          });
    }
  }

  @Test
  void aTooLongExampleIsABatchOfItsOwn() {
    var examples = new ArrayList<>(examples(31));
    var ids = Collections.nCopies(LIMITS.tokens() + 1, 5);
    var tooLong = new Example(ids.stream().mapToInt(Integer::intValue).toArray(), new int[] {1, 2});
    examples.add(7, tooLong);
    var batches = new TokenBatches(examples, PADDING, LIMITS, SEED);
    var wide =
        batches.epoch(0).filter(batch -> batch.source().columns() > LIMITS.tokens()).toList();
    assertThat(wide).containsExactly(TranslationBatch.of(List.of(tooLong), PADDING));
  }

  @Test
  void wastesLittleOnPadding() {
    var batches = new TokenBatches(examples(19_997), PADDING, BatchLimits.tokens(1024), SEED);
    long cells = batches.epoch(0).mapToLong(batch -> batch.source().ids().length).sum();
    long tokens = batches.epoch(0).mapToLong(batch -> batch.source().tokens()).sum();
    assertThat(1 - (double) tokens / cells).isLessThan(0.05);
  }

  @Test
  void whatFitsOneBatchIsOneBatch() {
    var batches = new TokenBatches(examples(11), PADDING, BatchLimits.tokens(4096), SEED);
    assertThat(IntStream.range(0, 20).map(batches::batchesIn)).containsOnly(1);
  }

  /// Holds the order itself: a change to it would break the resuming of every saved run.
  @Test
  void theOrderStaysWhatItWas() {
    var examples =
        IntStream.range(0, 13)
            .mapToObj(number -> {
              var source = new int[3 + number % 5];
              source[1] = 1000 + number;
              return new Example(source, new int[3 + number % 2]);
            })
            .toList();
    var batches = new TokenBatches(examples, PADDING, new BatchLimits(29, 4), 7);
    assertThat(batches.epoch(11).map(TokenBatchesTest::numbers))
        .containsExactly(
            List.of(2, 12, 7, 3), List.of(8, 4, 9), List.of(10, 0), List.of(5, 1, 11, 6));
  }

  @Test
  void theFingerprintTellsOtherOrdersApart() {
    long print = batches(199).fingerprint();
    assertThat(batches(199).fingerprint()).isEqualTo(print);
    assertThat(
            List.of(
                batches(197).fingerprint(),
                new TokenBatches(examples(199).reversed(), PADDING, LIMITS, SEED).fingerprint(),
                new TokenBatches(examples(199), PADDING + 1, LIMITS, SEED).fingerprint(),
                new TokenBatches(examples(199), PADDING, new BatchLimits(211, 13), SEED)
                    .fingerprint(),
                new TokenBatches(examples(199), PADDING, LIMITS, SEED + 1).fingerprint()))
        .doesNotContain(print)
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesACursorOfOtherData() {
    assertThatThrownBy(() -> batches(199).from(new BatchCursor(2, 100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no batch 100000 in epoch 2")
        .hasMessageContaining("resume with the data, limits and seed of the saved run");
  }

  @Test
  void refusesNothingToLearnFrom() {
    assertThatThrownBy(() -> new TokenBatches(List.of(), PADDING, LIMITS, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no examples");
  }
}
