package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Halves of a batch have its rows, in its order.
class BatchHalvesTest {
  private static final int PADDING = 0;

  private static Example example(int length) {
    var ids = IntStream.rangeClosed(1, length).toArray();
    return new Example(ids, IntStream.rangeClosed(1, length + 1).toArray());
  }

  @Test
  void ofTokensTheyAreRowsOfEach() {
    var batch =
        new TokenBatch(
            3,
            2,
            new int[] {1, 2, 3, 4, 5, 6},
            new int[] {2, 3, 4, 5, 6, 7},
            new int[] {0, 0, 0, 1, 0, 0});
    var halves = batch.halves();
    assertThat(halves).hasSize(2);
    assertThat(halves.getFirst().rows()).isEqualTo(1);
    assertThat(halves.getFirst().inputs()).containsExactly(1, 2);
    assertThat(halves.getLast().rows()).isEqualTo(2);
    assertThat(halves.getLast().inputs()).containsExactly(3, 4, 5, 6);
    assertThat(halves.getLast().targets()).containsExactly(4, 5, 6, 7);
    assertThat(halves.getLast().documents()).containsExactly(0, 1, 0, 0);
    assertThat(halves.getFirst().tokens() + halves.getLast().tokens()).isEqualTo(batch.tokens());
  }

  @Test
  void ofTranslationsEachIsAsWideAsItsLongest() {
    var examples = IntStream.of(1, 2, 5).mapToObj(BatchHalvesTest::example).toList();
    var halves = TranslationBatch.of(examples, PADDING).halves();
    assertThat(halves)
        .containsExactly(
            TranslationBatch.of(examples.subList(0, 1), PADDING),
            TranslationBatch.of(examples.subList(1, 3), PADDING));
  }

  @Test
  void whatHasOneRowIsItsOwn() {
    var translation = TranslationBatch.of(List.of(example(3)), PADDING);
    assertThat(translation.halves()).containsExactly(translation);
    var tokens = new TokenBatch(1, 1, new int[] {1}, new int[] {2}, new int[] {0});
    assertThat(tokens.halves()).containsExactly(tokens);
  }
}
