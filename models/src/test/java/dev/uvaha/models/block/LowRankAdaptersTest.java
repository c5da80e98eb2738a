package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.LowRankAdapters.Maps;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LowRankAdaptersTest {
  private static final float TOLERANCE = 1e-5f; // of sums in another order

  private static CausalTransformer model() {
    Randomness.seed(3);
    return Gpt.create(GptConfig.of(23, 2, 2, 14, 19, 0));
  }

  @ParameterizedTest
  @EnumSource
  void aFreshAdapterChangesNothing(Maps maps) {
    var model = model();
    var before = logits(model);
    assertThat(logits(new LowRankAdapters(3, 6, maps).on(model))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheChangesAreTrained(Maps maps) {
    var adapted = new LowRankAdapters(3, 6, maps).on(model());
    try (var _ = TensorScope.open()) {
      forward(adapted).sum().backward();
    }
    var changed = 0;
    for (var entry : adapted.parameters().entrySet()) {
      var isChange = entry.getKey().contains(".change.");
      if (isChange) changed++;
      assertThat(entry.getValue().gradient().isPresent()).as(entry.getKey()).isEqualTo(isChange);
    }
    assertThat(changed)
        .isEqualTo(
            switch (maps) {
              case QUERIES_AND_VALUES -> 2 * 2 * 2;
              case ALL -> 2 * 6 * 2;
            });
  }

  @ParameterizedTest
  @EnumSource
  void mergedIsUnmerged(Maps maps) {
    var adapted = new LowRankAdapters(3, 6, maps).on(model());
    Randomness.seed(5);
    adapted
        .parameters()
        .forEach((name, parameter) -> {
          if (name.endsWith(".change.up"))
            try (var _ = TensorScope.open()) {
              parameter.assign(
                  Randomness.normal(0, 0.3, adapted.device(), parameter.shape().sizes()));
            }
        });
    var unmerged = logits(adapted);
    var whole = LowRankAdapters.merged(adapted);
    assertThat(whole.parameters().keySet()).isEqualTo(model().parameters().keySet());
    var merged = logits(whole);
    assertThat(unmerged).isNotEqualTo(logits(model()));
    for (var i = 0; i < merged.length; i++)
      assertThat(merged[i]).isCloseTo(unmerged[i], within(TOLERANCE));
  }

  private static float[] logits(CausalTransformer model) {
    try (var _ = TensorScope.open()) {
      return forward(model).toFloats();
    }
  }

  private static dev.uvaha.tensor.Tensor forward(CausalTransformer model) {
    var ids = Tensors.indices(new int[] {1, 7, 3, 11, 5, 2}, 1, 6);
    return model.forward(ids, new int[] {6}, Mode.INFERENCE, Trace.none());
  }
}
