package dev.uvaha.attention;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LayerContract;
import dev.uvaha.tensor.TensorScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The general layer and the fast path against PyTorch: outputs, gradients, finite differences,
/// native memory.
class AttentionParityTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "_causal", "_padding", "_custom"})
  void scaledDotProductKeepsTheContract(String variant) {
    var fixture = Fixture.named("scaled_dot_product" + variant);
    var attention = new Attention(new AttentionScore.ScaledDotProduct());
    new LayerContract(
            fixture,
            attention,
            name -> name,
            inputs ->
                attention
                    .attend(
                        inputs.get("query"),
                        inputs.get("key"),
                        inputs.get("value"),
                        mask(variant, inputs))
                    .output())
        .check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_causal", "_padding", "_custom"})
  void fastPathKeepsTheContract(String variant) {
    new LayerContract(
            Fixture.named("scaled_dot_product" + variant),
            _ -> {},
            name -> name,
            inputs ->
                FastAttention.attend(
                    inputs.get("query"),
                    new KeyValue(inputs.get("key"), inputs.get("value")),
                    mask(variant, inputs),
                    0))
        .check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"additive", "additive_padding"})
  void additiveKeepsTheContract(String name) {
    checkScore(name, AttentionScore.Additive.create(7, 13, 17));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bilinear", "bilinear_padding"})
  void bilinearKeepsTheContract(String name) {
    checkScore(name, AttentionScore.Bilinear.create(7, 13));
  }

  private static void checkScore(String name, AttentionScore score) {
    var fixture = Fixture.named(name);
    var attention = new Attention(score);
    new LayerContract(
            fixture,
            attention,
            ours -> ours.substring("score.".length()),
            inputs ->
                attention
                    .attend(
                        inputs.get("query"),
                        inputs.get("key"),
                        inputs.get("value"),
                        AttentionMask.padding(inputs.get("lengths")))
                    .output())
        .check();
    try (var _ = TensorScope.open()) {
      var mask = AttentionMask.padding(fixture.input("lengths"));
      var query = fixture.input("query");
      var key = fixture.input("key");
      fixture.assertMatches("output.scores", attention.score().score(query, key));
      var attended = attention.attend(query, key, fixture.input("value"), mask);
      fixture.assertMatches("output.weights", attended.weights());
    }
  }

  private static AttentionMask mask(String variant, LayerContract.Inputs inputs) {
    return switch (variant) {
      case "" -> AttentionMask.none();
      case "_causal" -> AttentionMask.causal();
      case "_padding" -> AttentionMask.padding(11, 4);
      default -> AttentionMask.custom(inputs.get("may_attend"));
    };
  }
}
