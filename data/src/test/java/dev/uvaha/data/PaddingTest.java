package dev.uvaha.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PaddingTest {
  private static final int PADDING = 0;
  private static final List<Example> EXAMPLES =
      List.of(
          new Example(new int[] {3, 11, 2}, new int[] {1, 21, 22, 23, 2}),
          new Example(new int[] {3, 12, 13, 14, 15, 2}, new int[] {1, 24, 2}));

  @Test
  void padsOnTheRightOnly() {
    var source = TranslationBatch.of(EXAMPLES, PADDING).source();
    assertThat(source)
        .isEqualTo(
            new PaddedIds(
                2, 6, new int[] {3, 11, 2, 0, 0, 0, 3, 12, 13, 14, 15, 2}, new int[] {3, 6}));
    assertThat(source.sentence(0)).containsExactly(3, 11, 2);
    assertThat(source.tokens()).isEqualTo(9);
    assertThat(source.paddingShare()).isEqualTo(0.25);
  }

  @Test
  void theDecoderIsToPredictItsInputMovedByOne() {
    var batch = TranslationBatch.of(EXAMPLES, PADDING);
    assertThat(batch.decoderInput().ids()).containsExactly(1, 21, 22, 23, 1, 24, 0, 0);
    assertThat(batch.decoderTarget().ids()).containsExactly(21, 22, 23, 2, 24, 2, 0, 0);
    assertThat(batch.decoderTarget().lengths()).containsExactly(4, 2);
    assertThat(batch.targetTokens()).isEqualTo(6);
    assertThat(batch.paddingShare()).isEqualTo(1 - 15.0 / 20);
  }

  @Test
  void refusesIdsThatDoNotFillTheRectangle() {
    assertThatThrownBy(() -> new PaddedIds(2, 3, new int[5], new int[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "PaddedIds: expected ids [B>=1, T>=1] and lengths [B], got [2, 3] with 5 ids and 2 lengths");
    assertThatThrownBy(() -> new PaddedIds(1 << 16, 1 << 16, new int[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PaddedIds.of(List.of(), PADDING))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesLengthsOutsideTheRow() {
    for (int length : new int[] {-1, 0, 4}) {
      assertThatThrownBy(() -> new PaddedIds(1, 3, new int[3], new int[] {length}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("PaddedIds: the length of row 0 must be 1 to 3, got " + length);
    }
  }

  @Test
  void refusesADecoderTargetThatIsNotMovedByOne() {
    var source = PaddedIds.of(List.of(new int[] {3, 2}), PADDING);
    var input = PaddedIds.of(List.of(new int[] {1, 7, 8}), PADDING);
    assertThatThrownBy(() -> new TranslationBatch(source, input, input))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0")
        .hasMessageContaining("moved left by one");
    assertThatThrownBy(() -> new TranslationBatch(source, input, source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of equal lengths");
  }

  @Test
  void refusesExamplesWithoutTheirSpecialTokens() {
    assertThatThrownBy(() -> new Example(new int[0], new int[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Example(new int[] {2}, new int[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<s> and </s>");
  }

  @Test
  void refusesLimitsShardsAndCursorsOutOfRange() {
    assertThatThrownBy(() -> new BatchLimits(0, 5)).hasMessageContaining("tokens=0");
    assertThatThrownBy(() -> new Shard(3, 3)).hasMessageContaining("rank=3, count=3");
    assertThatThrownBy(() -> new BatchCursor(0, -1)).hasMessageContaining("position=-1");
  }
}
