package dev.uvaha.lab.ablations;

import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import java.util.function.UnaryOperator;

/// One change of the model or of its training, with the row of the paper's table 3 that it repeats.
enum Ablation {
  BASE("base", "25.8 (4.92): 8 heads, 6 layers", base -> base),
  ONE_HEAD("1 head", "24.9 (5.29): 1 head", base -> base.withHeads(1)),
  TWO_HEADS("2 heads", "25.5 (5.00): 4 heads", base -> base.withHeads(2)),
  EIGHT_HEADS("8 heads", "25.8 (4.91): 16 heads", base -> base.withHeads(8)),
  ONE_LAYER("1 layer", "23.7 (6.11): 2 layers", base -> base.withLayers(1)),
  FOUR_LAYERS("4 layers", "25.5 (4.88): 8 layers", base -> base.withLayers(4)),
  HALF_WIDTH("half the width", "24.5 (5.75)", base -> base.withWidth(0.5)),
  TWICE_WIDTH("twice the width", "26.0 (4.66)", base -> base.withWidth(2)),
  HALF_INNER("half the inner width", "25.4 (5.12)", base -> base.withInner(base.inner() / 2)),
  TWICE_INNER("twice the inner width", "26.2 (4.75)", base -> base.withInner(2 * base.inner())),
  NO_DROPOUT("no dropout", "24.6 (5.77)", base -> base.withDropout(0)),
  TWICE_DROPOUT("dropout 0.2", "25.5 (4.95)", base -> base.withDropout(0.2)),
  NO_SMOOTHING("no label smoothing", "25.3 (4.67)", base -> base.withLabelSmoothing(0)),
  TWICE_SMOOTHING("label smoothing 0.2", "25.7 (5.47)", base -> base.withLabelSmoothing(0.2)),
  LEARNED_POSITIONS("learned positions", "25.7 (4.92)", base -> base.with(PositionKind.LEARNED)),
  NO_POSITIONS("no positions", "–", base -> base.with(PositionKind.NONE));

  final String label;

  /// BLEU and perplexity on newstest2013 of Vaswani et al. 2017, table 3.
  final String published;

  @SuppressWarnings("ImmutableEnumChecker") // captures nothing
  private final UnaryOperator<Variant> change;

  Ablation(String label, String published, UnaryOperator<Variant> change) {
    this.label = label;
    this.published = published;
    this.change = change;
  }

  /// The model and training with this change.
  Variant variant() {
    return change.apply(Variant.BASE);
  }
}
