package dev.uvaha.translation.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Context;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.nn.recurrent.RecurrentCell;
import dev.uvaha.training.recipe.LimitRecipe;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.translation.recipe.LanguagePair.Directions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  private static final String MINIMAL =
      """
      name: mine
      languages: {source: pl, target: uk}
      data:
        train: train.tsv.gz
      """;

  @Test
  void languagesAndDataAreEnough() {
    var recipe = parse(MINIMAL);
    assertThat(recipe.languages()).isEqualTo(new LanguagePair("pl", "uk", Directions.BOTH));
    assertThat(recipe.data().train()).isEqualTo(Corpus.tsv(Path.of("train.tsv.gz")));
    assertThat(recipe.data().valid()).isEqualTo(new Corpus.HeldOut(1000));
    assertThat(recipe.model()).isEqualTo(TransformerRecipe.small());
    assertThat(recipe.settled().training().limits()).isEqualTo(new LimitRecipe(0, 0, 60));
  }

  @Test
  void javaAndYamlSayTheSame() {
    var inJava =
        Recipe.of(
            "mine",
            LanguagePair.both("pl", "uk"),
            DataRecipe.of(Corpus.tsv(Path.of("train.tsv.gz"))));
    assertThat(parse(MINIMAL)).isEqualTo(inJava);
  }

  @Test
  void whatIsWrittenReadsBack() {
    for (var name : Recipe.RECIPES.shipped()) {
      var recipe = Recipe.named(name, List.of("data.train=[a.en, a.uk]", "data.test=b.tsv"));
      assertThat(parse(recipe.yaml())).isEqualTo(recipe);
      assertThat(parse(recipe.settled().yaml())).isEqualTo(recipe.settled());
    }
  }

  @Test
  void theBaseRecipeIsThePapersModel() {
    var recipe = Recipe.named("transformer-base", List.of("data.train=train.tsv"));
    assertThat(recipe.model().plan(37_000, 0).config()).isEqualTo(TransformerConfig.base(37_000));
    assertThat(recipe.training().learningRate()).isEqualTo(1 / Math.sqrt(512.0 * 4000));
  }

  @Test
  void overridesReachEveryDepth() {
    var recipe =
        parse(MINIMAL)
            .set(
                "training.learningRate=0.001",
                "model.layers.encoder=2",
                "training.schedule.decay=inverse_square_root",
                "data.valid={held-out: 7}",
                "data.train={grammar: 11}",
                "training.limits.minutes=1");
    assertThat(recipe.training().learningRate()).isEqualTo(0.001);
    var small = TransformerRecipe.small();
    assertThat(recipe.model())
        .isEqualTo(new TransformerRecipe(new Layers(2, 3), small.block(), small.positions(), 512));
    assertThat(recipe.data().valid()).isEqualTo(new Corpus.HeldOut(7));
    assertThat(recipe.data().train()).isEqualTo(Corpus.grammar(11));
  }

  @Test
  void anotherArchitectureHasKeysAndDefaultsOfItsOwn() {
    var recipe =
        parse(MINIMAL).set("model.architecture=recurrent", "model.choices.context=one-vector");
    var small = RecurrentRecipe.small();
    assertThat(recipe.model())
        .isEqualTo(
            new RecurrentRecipe(
                small.sizes(),
                new Choices(RecurrentCell.Kind.GRU, Context.ONE_VECTOR, small.choices().readout()),
                0.1,
                512));
    assertThat(recipe.yaml()).contains("architecture: recurrent");
    assertThatThrownBy(() -> parse(MINIMAL).set("model.sizes.decoder=64"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("model.sizes: unknown key")
        .hasMessageContaining("model knows architecture, layers, block");
    assertThatThrownBy(() -> parse(MINIMAL).set("model.architecture=gpt"))
        .hasMessageContaining("model.architecture: must be one of transformer, recurrent, got");
  }

  @Test
  void aLimitOfTheRecipeReplacesTheHour() {
    var recipe = parse(MINIMAL + "training: {limits: {steps: 5}}\n");
    assertThat(recipe.settled().training().limits()).isEqualTo(new LimitRecipe(5, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trainig.limits.steps=1 | --set trainig.limits.steps: trainig: unknown key, did you mean"
            + " training?",
        "learningRate=1 | did you mean training.learningRate?",
        "training.lerningRate=1 | did you mean training.learningRate?",
        "model.layer.encoder=2 | did you mean model.layers?",
        "sede=1 | --set sede: unknown key, did you mean seed?",
        "seed=one | --set seed: must be a whole number, got \"one\"",
        "seed=1.5 | --set seed: must be a whole number, got 1.5",
        "data.batches.tokens=9999999999 | must be a whole number",
        "training.learningRate=fast | --set training.learningRate: must be a number, got \"fast\"",
        "model.block.normOrder=both | must be one of post, pre, got \"both\"",
        "model.block.heads=3 | --set model.block.heads: AttentionConfig: width must divide by"
            + " heads",
        "model=big | --set model: must be a section of keys, got \"big\"",
        "data.train={grammer: 3} | must be a TSV file, a list of two aligned files",
        "data.train=none | names no pairs to learn from",
        "data.valid=none | valid must hold pairs",
        "training.schedule.decay=cosine | needs limits.steps",
        "languages.target=pl | the same language, pl",
        "name=a b | name must be of letters",
        "training.limits.steps=-1 | must not be negative",
        "training.learningRate=.nan | the peak rate must be over 0, got NaN",
        "training.schedule.warmup=-1 | --set training.schedule.warmup: the warm-up must be 0",
        "training.step.accumulation=0 | --set training.step.accumulation: accumulation must be 1",
        "training.step.clipping=-1 | --set training.step.clipping: clipping must be over 0, got"
            + " -1.0",
        "training.step.report=0 | --set training.step.report: report must be 1 step or more, got 0",
        "training.optimizer.beta1=2 | --set training.optimizer.beta1: β must be in [0, 1):"
            + " beta1=2.0",
        "training.optimizer.epsilon=.nan | --set training.optimizer.epsilon: ε must not be"
            + " negative",
        "training.optimizer.decay=-1 | --set training.optimizer.decay: decay must not be negative",
        "training.validation.every=0 | --set training.validation.every: every must be 1 step or"
            + " more",
        "training.checkpoints.every=-3 | every must be 1 step or more, got -3",
        "training.checkpoints.keep=-1 | --set training.checkpoints.keep: keep must be 0 or more",
        "training.checkpoints.patience=-1 | patience must be 0 or more, got -1",
        "seed | write it as KEY=VALUE",
        "=3 | write it as KEY=VALUE",
        "a..b=3 | not a key",
        "seed=[1 | the value is not YAML",
        "data.batches.maximumLength=4000 | is over model.maximumLength=512"
      })
  void refusesInOneLine(String override, String message) {
    assertThatThrownBy(() -> Recipe.RECIPES.parse("mine.yaml", MINIMAL, List.of(override)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void anUnknownKeyIsShownWithItsLineAndTheKnownOnes() {
    assertThatThrownBy(() -> parse(MINIMAL + "training:\n  limits:\n    hours: 1\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "mine.yaml:7: training.limits.hours: unknown key; training.limits knows steps, epochs,"
                + " minutes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'data: {train: [a' | not YAML",
        "'- a' | a recipe is made of",
        "'just words' | a recipe is made of",
        "'' | names no pairs to learn from",
        "'seed: 1' | names no pairs to learn from",
        "'data: 3' | mine.yaml:1: data: must be a section of keys, got 3",
        "'{seed: 1, seed: 2}' | mine.yaml:1: not YAML"
      })
  void refusesWhatIsNoRecipe(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aRecipeHasItsNameBeforeItsData(@TempDir Path folder) throws java.io.IOException {
    assertThat(Recipe.RECIPES.nameOf("parallel", List.of("seed=3"))).isEqualTo("parallel");
    assertThat(Recipe.RECIPES.nameOf("parallel", List.of("name=mine"))).isEqualTo("mine");
    var nameless = Files.writeString(folder.resolve("a.yaml"), "seed: 3\n");
    assertThat(Recipe.RECIPES.nameOf(nameless.toString(), List.of()))
        .isEqualTo(parse(MINIMAL.replaceAll("name:.*", "")).name());
    assertThatThrownBy(() -> Recipe.RECIPES.nameOf("nonsense", List.of()))
        .isInstanceOf(RecipeException.class);
  }

  @Test
  void readsFilesAndNamesTheShippedRecipesWhereThereIsNone(@TempDir Path folder)
      throws java.io.IOException {
    var file = Files.writeString(folder.resolve("mine.yaml"), MINIMAL);
    assertThat(Recipe.named(file.toString(), List.of())).isEqualTo(parse(MINIMAL));
    assertThatThrownBy(() -> Recipe.named("en-uk-grammer", List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("the shipped recipes are en-uk-grammar, parallel");
    Files.write(file, new byte[] {(byte) 0xff, 0x3a});
    assertThatThrownBy(() -> Recipe.named(file.toString(), List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("cannot be read as UTF-8");
  }

  @Test
  void aScheduleThatEndsInItsWarmUpIsRefusedByTheKeysAtFault() {
    var few = "training.limits.steps=4";
    var pairs = "data.train=pairs.tsv";
    assertThatThrownBy(() -> Recipe.named("parallel", List.of(pairs, few)))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "--set training.limits.steps: a cosine schedule needs limits.steps over schedule.warmup: steps=4, warmup=500");
    assertThatThrownBy(
            () -> Recipe.named("parallel", List.of(pairs, few, "training.checkpoints.every=2")))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("parallel:")
        .hasMessageContaining("limits.steps over schedule.warmup: steps=4");
  }

  private static Recipe parse(String yaml) {
    return Recipe.RECIPES.parse("mine.yaml", yaml, List.of());
  }
}
