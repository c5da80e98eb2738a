package dev.uvaha.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.Trace;
import dev.uvaha.generation.GeneratedText.Ending;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.text.BpeTrainer;
import dev.uvaha.text.BpeTrainerConfig;
import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextGeneratorTest {
  private static final int CONTEXT = 24;
  private static final Sampling HOT = Sampling.at(1.5);

  private static Tokenizer tokenizer;
  private static LanguageModel model;

  @BeforeAll
  static void create() {
    tokenizer =
        new BpeTrainer(new BpeTrainerConfig(290, 2, List.of("<end>")))
            .train(
                Stream.of("Кіт спить. Кіт їсть.", "The cat sleeps. The cat eats."), (_, _) -> {});
    Randomness.seed(3);
    model = Gpt.create(GptConfig.of(tokenizer.vocabularySize(), 2, 2, 16, CONTEXT, 0));
  }

  private static TextGenerator generator(Integer... ends) {
    return new TextGenerator(model, tokenizer, Set.of(ends));
  }

  private static GenerationOptions options(int tokens) {
    return GenerationOptions.DEFAULT.with(HOT).withMaximumTokens(tokens);
  }

  @Test
  void greedyTextIsWhatTheWholePassSays() {
    var text = generator().generate("The cat", options(9).with(Sampling.GREEDY));
    assertThat(text.tokens()).hasSize(9);
    assertThat(text.ending()).isEqualTo(Ending.LENGTH);
    var all = new ArrayList<Integer>();
    for (var id : tokenizer.encode("The cat")) all.add(id);
    var prompt = all.size();
    all.addAll(text.tokens());
    var ids = all.stream().mapToInt(Integer::intValue).toArray();
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var logits =
            model.forward(
                Tensors.indices(ids, 1, ids.length),
                new int[] {ids.length},
                Mode.INFERENCE,
                Trace.none());
        var best = logits.argmax(-1).toLongs();
        var sure = logits.logSoftmax(-1).toFloats();
        for (var i = 0; i < 9; i++) {
          var before = prompt + i - 1;
          assertThat(text.tokens().get(i)).isEqualTo((int) best[before]);
          assertThat(text.logProbabilities().get(i))
              .isCloseTo(
                  (double) sure[before * model.vocabulary() + text.tokens().get(i)], within(1e-4));
        }
      }
    });
  }

  @Test
  void piecesAddUpToTheTextInWholeCharacters() {
    var pieces = new ArrayList<String>();
    var text = generator().generate(tokenizer.encode("Кіт"), options(15).withSeed(11), pieces::add);
    assertThat(String.join("", pieces)).isEqualTo(text.text());
    var ids = text.tokens().stream().mapToInt(Integer::intValue).toArray();
    assertThat(text.text()).isEqualTo(tokenizer.decode(ids));
  }

  @Test
  void theSameSeedWritesTheSame() {
    var one = generator().generate("The", options(12).withSeed(5));
    assertThat(generator().generate("The", options(12).withSeed(5))).isEqualTo(one);
    assertThat(generator().generate("The", options(12).withSeed(6))).isNotEqualTo(one);
  }

  @Test
  void endsAtAStopTextAndTellsNothingOfIt() {
    var whole = generator().generate("The", options(15).withSeed(5)).text();
    var stop = whole.substring(5, 8);
    var pieces = new ArrayList<String>();
    var text =
        generator()
            .generate(tokenizer.encode("The"), options(15).withSeed(5).withStop(stop), pieces::add);
    assertThat(text.ending()).isEqualTo(Ending.STOP);
    assertThat(text.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    assertThat(String.join("", pieces)).isEqualTo(text.text());
  }

  @Test
  void endsAtTheModelsEndToken() {
    var whole = generator().generate("The", options(15).withSeed(5));
    var end = whole.tokens().get(4);
    var text = generator(end).generate("The", options(15).withSeed(5));
    assertThat(text.ending()).isEqualTo(Ending.END);
    assertThat(text.tokens()).isEqualTo(whole.tokens().subList(0, whole.tokens().indexOf(end)));
  }

  @Test
  void endsWhereTheContextIsFull() {
    var prompt = tokenizer.encode("The cat");
    var text = generator().generate(prompt, options(1000), _ -> true);
    assertThat(text.ending()).isEqualTo(Ending.CONTEXT);
    var room = CONTEXT - prompt.length + 1;
    assertThat(generator().generate(prompt, options(room), _ -> true).ending())
        .isEqualTo(Ending.LENGTH);
    // the last token is written, and has no place to be read
    assertThat(text.tokens()).hasSize(room);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator().generate("The cat ".repeat(20), options(1)))
        .withMessageContaining("and the model's context is 24: shorten it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator().generate("", options(1)))
        .withMessageContaining("the prompt has no tokens");
  }

  @Test
  void stopsWhenNobodyListens() {
    var text = generator().generate(tokenizer.encode("The"), options(15), _ -> false);
    assertThat(text.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(text.tokens()).hasSizeLessThan(15);
  }

  @Test
  void leavesNothingBehind() {
    LeakCheck.assertNothingIsLeft(() -> generator().generate("The", options(8)));
  }
}
