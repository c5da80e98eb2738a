package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.block.HeadAblation.Place;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardStepsTest {
  private static final int VOCABULARY = 47;
  private static final int[] IDS = {3, 41, 5, 17, 29, 7, 11};

  /// Sums of some twenty float32 products may come in another order.
  private static final double TOLERANCE = 1e-5;

  private static CausalTransformer model(String kind) {
    Randomness.seed(5);
    return switch (kind) {
      case "gpt" -> Gpt.create(GptConfig.of(VOCABULARY, 3, 2, 22, 13, 0.1));
      case "llama" ->
          Llama.create(
              new LlamaConfig(
                  VOCABULARY,
                  3,
                  new AttentionConfig(24, 6, 3, 4, 0),
                  31,
                  13,
                  new RotaryFrequencies.Plain(10_000),
                  1e-5,
                  Biases.INPUTS,
                  Head.OWN));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static void withSteps(CausalTransformer model, Consumer<ForwardSteps> use) {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        use.accept(model.steps(Tensors.indices(IDS, 1, IDS.length)));
      }
    });
  }

  private static void assertClose(String what, Tensor found, Tensor expected) {
    Fixture.assertClose(what, found, expected, TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "llama"})
  void areThoseOfTheForwardPass(String kind) {
    var model = model(kind);
    withSteps(
        model,
        steps -> {
          var trace = Trace.recording();
          var ids = Tensors.indices(IDS, 1, IDS.length);
          var logits = model.forward(ids, new int[] {IDS.length}, Mode.INFERENCE, trace);
          assertClose("logits", steps.logits(), logits);
          var traced = trace.tensors();
          for (var layer = 0; layer < 3; layer++) {
            var block = steps.blocks().get(layer);
            assertClose(
                "input of block " + layer,
                block.input(),
                Objects.requireNonNull(traced.get("hidden_states." + layer)));
            assertClose(
                "weights of block " + layer,
                block.attention().weights(),
                Objects.requireNonNull(traced.get("attentions." + layer)));
          }
          assertClose(
              "normalised",
              steps.normalised(),
              Objects.requireNonNull(traced.get("hidden_states.3")));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "llama"})
  void followFromOneAnother(String kind) {
    var model = model(kind);
    withSteps(
        model,
        steps -> {
          for (var layer = 0; layer < 3; layer++) {
            var block = model.blocks().get(layer);
            var step = steps.blocks().get(layer);
            var attention = step.attention();
            assertClose(
                "products",
                attention.query().matmul(attention.key().transpose(-2, -1)),
                attention.products());
            var width = block.selfAttention().config().headWidth();
            assertClose(
                "scores",
                attention.products().divide(Math.sqrt((double) width)),
                attention.scores());
            assertClose("heads", attention.weights().matmul(attention.value()), attention.heads());
            assertClose("attended", step.input().add(attention.output()), step.attended());
            assertClose(
                "feed-forward input",
                block.feedForwardNorm().forward(step.attended()),
                step.feedForwardInput());
            assertClose(
                "hidden", block.feedForward().hidden(step.feedForwardInput()), step.hidden());
            assertClose("output", step.attended().add(step.feedForwardOutput()), step.output());
          }
        });
  }

  @Test
  void leaveNothingBehind() {
    var model = model("llama");
    LeakCheck.assertNothingIsLeft(() -> withSteps(model, _ -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "llama"})
  void aHeadThatIsOffAddsNothing(String kind) {
    var model = model(kind);
    var without = HeadAblation.without(model, List.of(new Place(1, 1)));
    withSteps(
        model,
        whole ->
            withSteps(
                without,
                steps -> {
                  assertClose(
                      "before it nothing changes",
                      steps.blocks().get(1).input(),
                      whole.blocks().get(1).input());
                  var attention = model.blocks().get(1).selfAttention();
                  var heads = whole.blocks().get(1).attention().heads().copy(); // [1, N, T, H]
                  heads.select(1, 1).fillInPlace(0);
                  var merged = heads.transpose(1, 2).reshape(1, IDS.length, -1);
                  assertClose(
                      "what attention adds",
                      steps.blocks().get(1).attention().output(),
                      attention.output().forward(merged));
                  assertThat(steps.logits().toFloats()).isNotEqualTo(whole.logits().toFloats());
                }));
  }

  @Test
  void switchingHeadsOffLeavesTheModelAsItWas() {
    var model = model("gpt");
    withSteps(
        model,
        before -> {
          HeadAblation.without(model, List.of(new Place(0, 0), new Place(2, 1)));
          withSteps(
              model,
              after -> assertThat(after.logits().toFloats()).isEqualTo(before.logits().toFloats()));
          withSteps(
              HeadAblation.without(model, List.of()),
              after -> assertThat(after.logits().toFloats()).isEqualTo(before.logits().toFloats()));
        });
  }

  @Test
  void headsThatAreNotThereAndSequencesThatAreTooLongAreRefused() {
    var model = model("gpt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeadAblation.without(model, List.of(new Place(3, 0))))
        .withMessage("HeadAblation: there is no layer 3: they are 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeadAblation.without(model, List.of(new Place(1, 2))))
        .withMessage("HeadAblation: layer 1 has no head 2: they are 0 to 1");
    try (var _ = TensorScope.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.steps(Tensors.indices(new int[14], 1, 14)))
          .withMessage("a sequence must have 1 to 13 tokens, got 14");
    }
  }
}
