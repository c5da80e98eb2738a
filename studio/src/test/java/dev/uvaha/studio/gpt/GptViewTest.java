package dev.uvaha.studio.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.attention.Trace;
import dev.uvaha.generation.GenerationOptions;
import dev.uvaha.generation.Sampling;
import dev.uvaha.language.TextModel;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.block.HeadAblation.Place;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptViewTest {
  private static final Path MODELS = Path.of("../hub/src/test/resources/fixtures");
  private static final Asked ASKED = Asked.of("The cat sees the street");

  /// Float32 through two ways of the same sums.
  private static final float TOLERANCE = 1e-5f;

  private static TextModel model(String name) {
    return TextModel.load(MODELS.resolve(name));
  }

  /// A pass of the model itself.
  private static void traced(
      TextModel text, Pass pass, BiConsumer<Tensor, Map<String, Tensor>> use) {
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var ids = pass.ids().stream().mapToInt(Integer::intValue).toArray();
        var trace = Trace.recording();
        var logits =
            text.model()
                .forward(
                    Tensors.indices(ids, 1, ids.length),
                    new int[] {ids.length},
                    Mode.INFERENCE,
                    trace);
        use.accept(logits, trace.tensors());
      }
    });
  }

  @Test
  void aSpecialTokenWrittenInThePromptIsThatToken() {
    var pass = GptView.of(model("gpt2")).pass(Asked.of("The cat<|endoftext|>"));
    assertThat(pass.tokens()).endsWith("<|endoftext|>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void aBlockIsTheSameAloneAndInAPass(String name) {
    var alone = GptView.of(model(name));
    var read = GptView.of(model(name));
    for (var asked : List.of(ASKED, ASKED.without(new Place(0, 1)))) {
      var expected = alone.block(asked, 1);
      read.pass(ASKED);
      assertThat(read.block(asked, 1)).isEqualTo(expected);
      read.pass(asked);
      assertThat(read.block(asked, 1)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void mapsAreThoseOfTheModel(String name) {
    var text = model(name);
    var pass = GptView.of(text).pass(ASKED);
    traced(
        text,
        pass,
        (_, tensors) -> {
          var expected = new ArrayList<AttentionMap>();
          for (var layer = 0; tensors.containsKey("attentions." + layer); layer++)
            expected.addAll(
                AttentionMap.of(
                    layer,
                    Objects.requireNonNull(tensors.get("attentions." + layer)),
                    0,
                    pass.tokens(),
                    pass.tokens()));
          var length = pass.tokens().size();
          assertThat(length).isGreaterThan(3);
          var values = pass.maps().values();
          assertThat(values).hasSize(expected.size() * length * (length + 1) / 2);
          var at = 0;
          for (var map : expected)
            for (var row = 0; row < length; row++)
              for (var column = 0; column <= row; column++)
                assertThat(values[at++]).isCloseTo(map.weights()[row][column], within(TOLERANCE));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void whatComesNextIsWhatTheModelSays(String name) {
    var text = model(name);
    var pass = GptView.of(text).pass(ASKED);
    traced(
        text,
        pass,
        (logits, _) -> {
          var last = logits.select(1, pass.ids().size() - 1).squeeze(0);
          var probabilities = last.narrow(0, 0, text.tokenizer().vocabularySize()).softmax(-1);
          var expected = probabilities.toFloats();
          assertThat(pass.logits().values()).hasSize(text.tokenizer().vocabularySize());
          var model = (CausalTransformer) text.model();
          var normalised = pass.normalised().values();
          assertThat(model.logits(Tensors.of(normalised, 1, 1, normalised.length)).toFloats())
              .containsExactly(last.toFloats(), within(TOLERANCE));
          for (var next : pass.likeliest()) {
            assertThat((float) next.probability())
                .isCloseTo(expected[next.id()], within(TOLERANCE));
            assertThat(next.token()).isEqualTo(text.tokenizer().token(next.id()));
          }
          assertThat(pass.likeliest())
              .isSortedAccordingTo(
                  (one, other) -> Double.compare(other.probability(), one.probability()));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void aBlockBeginsWhereTheOneBeforeItEnded(String name) {
    var view = GptView.of(model(name));
    var first = view.block(ASKED, 0);
    var second = view.block(ASKED, 1);
    assertThat(second.input().values()).isEqualTo(first.result().values());
    var length = view.pass(ASKED).ids().size();
    var sizes = view.sizes();
    assertThat(first.query().shape()).containsExactly(sizes.heads(), length, sizes.depth());
    assertThat(first.weights().shape()).containsExactly(sizes.heads(), length, length);
    assertThat(first.hidden().shape()).containsExactly(length, sizes.inner());
  }

  @Test
  void theLensOfTheLastLayerSaysWhatTheModelSays() {
    var view = GptView.of(model("gpt2"));
    var lens = view.lens(ASKED);
    var pass = view.pass(ASKED);
    assertThat(lens.rows()).hasSize(view.sizes().layers() + 1);
    assertThat(lens.tokens()).isEqualTo(pass.tokens());
    var last = lens.rows().getLast();
    assertThat(last).hasSize(pass.tokens().size());
    assertThat(last).allSatisfy(guess -> assertThat(guess.agrees()).isTrue());
    assertThat(last.getLast().token()).isEqualTo(pass.likeliest().getFirst().token());
    assertThat(last.getLast().probability())
        .isCloseTo(pass.likeliest().getFirst().probability(), within((double) TOLERANCE));
    for (var row : lens.rows())
      for (var i = 0; i < row.size(); i++)
        assertThat(row.get(i).agrees()).isEqualTo(row.get(i).token().equals(last.get(i).token()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama"})
  void aHeadThatIsOffChangesWhatComesAfterItAndNothingBefore(String name) {
    var view = GptView.of(model(name));
    var whole = view.pass(ASKED);
    var without = ASKED.without(new Place(1, 0));
    var pass = view.pass(without);
    assertThat(pass.logits().values()).isNotEqualTo(whole.logits().values());
    assertThat(view.block(without, 1).input().values())
        .isEqualTo(view.block(ASKED, 1).input().values());
    assertThat(view.pass(ASKED)).isEqualTo(whole);
  }

  @Test
  void theNextTokenIsTheOneThatTheGeneratorWrites() {
    var text = model("gpt2");
    var view = GptView.of(text);
    var greedy = view.next(ASKED, Sampling.GREEDY, 1);
    assertThat(greedy).contains(view.pass(ASKED).likeliest().getFirst().id());
    var sampling = new Sampling(1.3, 17, 0.9, 0, 1);
    var written = text.generator().generate(ASKED.prompt(), options(sampling));
    var first = view.next(ASKED, sampling, 5);
    assertThat(first).contains(written.tokens().getFirst());
    var added = new Asked(ASKED.prompt(), List.of(first.orElseThrow()), List.of());
    var pass = view.pass(added);
    assertThat(pass.ids().getLast()).isEqualTo(first.orElseThrow());
    assertThat(pass.ids()).hasSize(view.pass(ASKED).ids().size() + 1);
  }

  private static GenerationOptions options(Sampling sampling) {
    return GenerationOptions.DEFAULT.with(sampling).withSeed(5).withMaximumTokens(1);
  }

  @Test
  void whatCannotBeShownIsRefused() {
    var view = GptView.of(model("gpt2"));
    var most = view.sizes().most();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.pass(Asked.of("")))
        .withMessageContaining("no tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.pass(Asked.of("cat ".repeat(most + 1))))
        .withMessageContaining("and %d can be looked into at once: shorten it", most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.pass(new Asked("The cat", List.of(-1), List.of())))
        .withMessageStartingWith("-1 is no token");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.pass(ASKED.without(new Place(0, 97))))
        .withMessageContaining("layer 0 has no head 97");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.block(ASKED, 97))
        .withMessageContaining("there is no layer 97");
  }

  @Test
  void leavesNothingBehind() {
    var view = GptView.of(model("llama"));
    LeakCheck.assertNothingIsLeft(() -> {
      view.pass(ASKED);
      view.block(ASKED, 1);
      view.lens(ASKED);
      view.next(ASKED, Sampling.GREEDY, 1);
    });
  }

  @Test
  void numbersComeThroughAsTheyAre() {
    var numbers = new float[] {0, -1.5f, Float.MIN_VALUE, 3e38f, (float) Math.PI, 1e-7f};
    assertThat(Floats.of(numbers, 2, 3).values()).isEqualTo(numbers);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Floats.of(numbers, 2, 2))
        .withMessageContaining("6 numbers do not fill [2, 2]");
  }
}
