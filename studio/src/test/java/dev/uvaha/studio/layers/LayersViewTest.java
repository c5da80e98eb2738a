package dev.uvaha.studio.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.studio.layers.LayerKind.Sizes;
import org.junit.jupiter.api.Test;

final class LayersViewTest {
  private static final Sizes SIZES = new Sizes(97, 61, 5, 13);

  @Test
  void rowsAreTheTables() {
    assertThat(LayerKind.SELF_ATTENTION.operations(SIZES)).isEqualTo(97.0 * 97 * 61);
    assertThat(LayerKind.RECURRENT.operations(SIZES)).isEqualTo(97.0 * 61 * 61);
    assertThat(LayerKind.CONVOLUTIONAL.operations(SIZES)).isEqualTo(5.0 * 97 * 61 * 61);
    assertThat(LayerKind.RESTRICTED.operations(SIZES)).isEqualTo(13.0 * 97 * 61);
    assertThat(LayerKind.RECURRENT.sequential(SIZES)).isEqualTo(97);
    assertThat(LayerKind.SELF_ATTENTION.path(SIZES)).isEqualTo(1);
    assertThat(LayerKind.RECURRENT.path(SIZES)).isEqualTo(97);
    assertThat(LayerKind.CONVOLUTIONAL.path(SIZES)).isEqualTo(20); // 97 / 5, the last one in part
    assertThat(LayerKind.RESTRICTED.path(SIZES)).isEqualTo(8);
    assertThat(LayerKind.dilatedPath(SIZES)).isEqualTo(3); // 5³ = 125
  }

  @Test
  void selfAttentionCostsLessThanRecurrenceUpToTheWidth() {
    for (var n = 1; n < 200; n++) {
      var sizes = SIZES.withLength(n);
      assertThat(LayerKind.SELF_ATTENTION.operations(sizes) < LayerKind.RECURRENT.operations(sizes))
          .isEqualTo(n < 61);
    }
  }

  @Test
  void restrictionNeverCostsMore() {
    var wide = new Sizes(7, 61, 5, 1_000);
    assertThat(LayerKind.RESTRICTED.operations(wide))
        .isEqualTo(LayerKind.SELF_ATTENTION.operations(wide));
    assertThat(LayerKind.RESTRICTED.path(wide)).isEqualTo(1);
  }

  @Test
  void curvesGoThroughTheTable() {
    var view = LayersView.of(SIZES);
    assertThat(view.rows()).extracting(LayersView.Row::kind).containsExactly(LayerKind.values());
    for (var row : view.rows()) {
      assertThat(row.overLength().operations()).hasSameSizeAs(view.lengths());
      assertThat(row.overWidth()).hasSameSizeAs(view.widths());
      for (var i = 0; i < view.lengths().size(); i++)
        assertThat(row.overLength().operations().get(i))
            .isEqualTo(row.kind().operations(SIZES.withLength(view.lengths().get(i))));
    }
    assertThat(view.lengths()).isSorted().startsWith(1).endsWith(65_536).doesNotHaveDuplicates();
    assertThat(view.rows().getFirst().operations())
        .isCloseTo(LayerKind.SELF_ATTENTION.operations(SIZES), within(0.0));
  }

  @Test
  void sizesHaveLimits() {
    assertThatThrownBy(() -> new Sizes(0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length");
    assertThatThrownBy(() -> new Sizes(1, 1, 1, 1 << 21))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neighbours");
  }
}
