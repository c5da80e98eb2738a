package dev.uvaha.translation.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.tensor.Device;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingException;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.training.recipe.PreparationEvent.Told;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.translation.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationTrainingTest {
  private static final int STOP_AT = 7;
  private static final int OTHER_SEED = 11;

  @TempDir Path folder;

  @Test
  void aRecipeBecomesATranslatorsFolder() throws IOException {
    var events = new ArrayList<RecipeEvent>();
    var out = folder.resolve("run");
    var trained =
        new TranslationTraining(events::add, List.of(), StopSignal::new).train(smoke(), out);
    assertThat(trained.training().ending()).isEqualTo(Ending.STEPS);
    assertThat(trained.test()).hasSize(2);
    assertThat(trained.test().getFirst().throughput().sentences()).isEqualTo(20);
    var tokenizer = Tokenizer.load(out.resolve("tokenizer.json"));
    assertThat(tokenizer.specialTokens()).containsExactly("<pad>", "<s>", "</s>", "<2en>", "<2uk>");
    var translator = Translator.load(out);
    assertThat(translator.languages()).containsExactly("en", "uk");
    assertThat(translator.knownWords()).hasValue(Grammar.englishUkrainian().words().size());
    assertThat(translator.translate("The cat is tired.").candidates()).hasSize(1);
    assertThat(Recipe.RECIPES.read(out.resolve("recipe.yaml"), List.of()))
        .isEqualTo(trained.recipe());
    assertThat(new TreeSet<>(Files.readAllLines(out.resolve("words.txt"))))
        .isEqualTo(new TreeSet<>(Grammar.englishUkrainian().words()));
    assertThat(events)
        .contains(new RecipeEvent.Prepared(new Told("train: " + summary(events))))
        .hasAtLeastOneElementOfType(RecipeEvent.Translated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "recurrent"})
  void stoppedAndResumedEqualsNeverStopped(String architecture) throws IOException {
    var recipe = architecture.equals("recurrent") ? recurrent("additive") : smoke();
    var whole = folder.resolve("whole");
    TranslationTraining.start(recipe, whole);
    var parts = folder.resolve("parts");
    var stop = new StopSignal();
    TrainingListener stopper =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped
              && stepped.progress().step() == STOP_AT) stop.request();
        };
    var stopped =
        new TranslationTraining(RecipeListener.silent(), List.of(stopper), () -> stop)
            .train(recipe, parts);
    assertThat(stopped.training().ending()).isEqualTo(Ending.STOPPED);
    assertThat(stopped.test()).isEmpty();
    TranslationTraining.resume(parts);
    for (var file : List.of("model.safetensors", "average.safetensors", "tokenizer.json"))
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"additive", "one-vector"})
  void aRecurrentModelIsTrainedAndOpenedLikeATransformer(String context) {
    var out = folder.resolve("run");
    var trained = TranslationTraining.start(recurrent(context), out);
    assertThat(trained.test()).hasSize(2);
    for (var device : List.of(Device.JVM, Device.CPU)) {
      var translator = Translator.load(out, device);
      var translation = translator.translate("The cat is tired.");
      assertThat(translation.candidates()).hasSize(1);
      if (context.equals("additive")) {
        var attention = translator.attention(translation);
        assertThat(attention.cross()).hasSize(1);
        assertThat(attention.encoder()).isEmpty();
      } else {
        assertThatThrownBy(() -> translator.attention(translation))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("has no attention");
      }
    }
  }

  private static Recipe recurrent(String context) {
    return smoke()
        .set(
            "model.architecture=recurrent",
            "model.sizes={embedding: 24, encoder: 18, decoder: 30, alignment: 14}",
            "model.choices.context=" + context,
            "model.maximumLength=128");
  }

  @Test
  void aRunGoesOnOnlyWithItsOwnDataAndModel() {
    var out = folder.resolve("run");
    TranslationTraining.start(smoke(), out);
    var training = new TranslationTraining(RecipeListener.silent(), List.of(), StopSignal::new);
    assertThatThrownBy(() -> training.goOn(out, List.of("data.train={grammar: 201}")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("its training data, batch limits or seed have changed");
    assertThatThrownBy(() -> training.goOn(out, List.of("model.layers.decoder=2")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("holds another model");
    assertThatThrownBy(() -> training.goOn(folder.resolve("none"), List.of()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("nothing to resume");
    assertThatThrownBy(() -> TranslationTraining.start(smoke(), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds a run already");
    var longer = training.goOn(out, List.of("training.limits.steps=22"));
    assertThat(longer.training().step()).isEqualTo(22);
    assertThat(Recipe.RECIPES.read(out.resolve("recipe.yaml"), List.of()))
        .isEqualTo(longer.recipe());
  }

  @Test
  void whatChangesWhereARunGoesOnOutlivesItsFailure() {
    var out = folder.resolve("run");
    TranslationTraining.start(smoke(), out);
    TrainingListener failing =
        event -> {
          if (event instanceof TrainingEvent.Stepped) throw new IllegalStateException("killed");
        };
    var training =
        new TranslationTraining(RecipeListener.silent(), List.of(failing), StopSignal::new);
    assertThatThrownBy(() -> training.goOn(out, List.of("training.limits.steps=23")))
        .hasMessage("killed");
    assertThat(limit(out)).isEqualTo(23);
    assertThatThrownBy(
            () -> training.goOn(out, List.of("training.limits.steps=29", "seed=" + OTHER_SEED)))
        .hasMessageContaining("its training data, batch limits or seed have changed");
    assertThat(limit(out)).as("after a refusal").isEqualTo(23);
  }

  private static long limit(Path run) {
    return Recipe.RECIPES.read(run.resolve("recipe.yaml"), List.of()).training().limits().steps();
  }

  @Test
  void oneWayFromTwoFilesHoldsOutWhatItValidatesOn() throws IOException {
    var source = new StringBuilder();
    var target = new StringBuilder();
    for (var i = 0; i < 47; i++) {
      source.append("number ").append(i).append('\n');
      target.append("число ").append(i).append('\n');
    }
    var data =
        DataRecipe.of(
                Corpus.aligned(
                    Files.writeString(folder.resolve("a.en"), source),
                    Files.writeString(folder.resolve("a.uk"), target)))
            .withValid(new Corpus.HeldOut(5));
    var recipe =
        smoke()
            .set("languages.directions=forward", "training.limits.steps=2", "data.test=none")
            .with(data);
    var told = new ArrayList<String>();
    var trained =
        new TranslationTraining(
                event -> {
                  if (event instanceof RecipeEvent.Prepared(Told(var line))) told.add(line);
                },
                List.of(),
                StopSignal::new)
            .train(recipe, folder.resolve("run"));
    assertThat(told)
        .anySatisfy(line -> assertThat(line).startsWith("train: kept all 43 pairs"))
        .anySatisfy(line -> assertThat(line).startsWith("valid: kept all 4 pairs"));
    assertThat(trained.test()).isEmpty();
    assertThat(folder.resolve("run/words.txt")).doesNotExist();
    assertThat(Tokenizer.load(folder.resolve("run/tokenizer.json")).specialTokens())
        .containsExactly("<pad>", "<s>", "</s>", "<2uk>");
  }

  @Test
  void aTextTooSmallToHoldAnyOutSaysHowMuchIsNeeded() throws IOException {
    var text = Files.writeString(folder.resolve("two.tsv"), "one\tодин\ntwo\tдва\n");
    var recipe = smoke().with(DataRecipe.of(Corpus.tsv(text)).withValid(new Corpus.HeldOut(5)));
    assertThatThrownBy(() -> TranslationTraining.start(recipe, folder.resolve("run")))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "data.train has 2 pairs; one of every 10 is held out to validate on: give 10 or more");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static String summary(List<RecipeEvent> events) {
    return events.stream()
        .flatMap(event ->
            event instanceof RecipeEvent.Prepared(Told(var line)) ? Stream.of(line) : Stream.of())
        .filter(line -> line.startsWith("train: kept all 400 pairs"))
        .map(line -> line.substring("train: ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static Recipe smoke() {
    return Recipe.named("smoke", List.of());
  }
}
