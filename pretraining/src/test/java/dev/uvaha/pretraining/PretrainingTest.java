package dev.uvaha.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.TokenFile;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Engine;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.text.Tokenizer;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingException;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainingTest {
  private static final String RECIPE =
      """
      task: pretraining
      name: tiny
      data:
        documents: blank-line
        valid: {held-out: 7}
        windows: {rows: 3, length: 17}
      tokenizer: {merges: 20}
      model: {architecture: gpt, layers: 1, heads: 2, width: 10, maximumLength: 19}
      training:
        step: {precision: float32, report: 2}
        validation: {every: 5, batches: 0}
        checkpoints: {every: 5}
        limits: {steps: 11}
      """;

  private static final double TOLERANCE = 1e-12; // float64, multiplied in another order

  @TempDir Path folder;
  private Path text = Path.of("text.txt");

  @BeforeEach
  void write() throws IOException {
    var random = new Random(1);
    var words = List.of("the", "cat", "sees", "a", "dog", "and", "sleeps", "house", "їжак");
    var lines = new StringBuilder();
    for (var document = 0; document < 50; document++) {
      for (var i = 0; i < 13; i++)
        lines.append(words.get(random.nextInt(words.size()))).append(' ');
      lines.append("\n\n");
    }
    text = Files.writeString(folder.resolve("text.txt"), lines);
  }

  private PretrainingRecipe recipe(String... settings) {
    var all = new ArrayList<>(List.of("data.train=" + text));
    all.addAll(List.of(settings));
    return PretrainingRecipe.RECIPES.parse("tiny.yaml", RECIPE, all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt", "llama"})
  void aRecipeBecomesAFolderOfHuggingFace(String architecture) throws IOException {
    var out = folder.resolve("run");
    var events = new ArrayList<TrainingEvent>();
    var recipe =
        architecture.equals("gpt")
            ? recipe()
            : recipe(
                "model.architecture=llama",
                "model.layers=1",
                "model.heads=2",
                "model.keyHeads=1",
                "model.width=12",
                "model.innerWidth=20",
                "model.maximumLength=19");
    var trained = Pretraining.start(recipe, out, events::add);
    assertThat(trained.training().ending()).isEqualTo(Ending.STEPS);
    var tokenizer = Tokenizer.load(out.resolve("tokenizer.json"));
    assertThat(tokenizer.specialTokens()).containsExactly("<|endoftext|>");
    assertThat(tokenizer.vocabularySize()).isEqualTo(277);
    var model = HuggingFace.languageModel(out);
    assertThat(model.vocabulary()).isEqualTo(277);
    assertThat(model.maximumLength()).isEqualTo(19);
    var logits =
        Autograd.noGradient(() -> {
          try (var _ = TensorScope.open()) {
            var ids = tokenizer.encode("the cat");
            return model
                .forward(
                    Tensors.indices(ids, 1, ids.length),
                    new int[] {ids.length},
                    Mode.INFERENCE,
                    Trace.none())
                .toFloats();
          }
        });
    assertThat(logits).hasSize(tokenizer.encode("the cat").length * 277);
    assertThat(PretrainingRecipe.RECIPES.read(out.resolve("recipe.yaml"), List.of()))
        .isEqualTo(trained.recipe());
    assertBitsPerByte(events, TokenFile.open(out.resolve("tokens/valid.tokens")), tokenizer);
  }

  /// A token's loss in bits, times the tokens that are predicted, over the bytes of their text; the
  /// first token, which nothing comes before, is none of either.
  private static void assertBitsPerByte(
      List<TrainingEvent> events, TokenFile file, Tokenizer tokenizer) {
    var tokens = file.tokens(0, Math.toIntExact(file.size()));
    assertThat(tokenizer.specialTokens()).contains(tokenizer.token(tokens[0]));
    var bytes = tokenizer.decode(tokens).getBytes(StandardCharsets.UTF_8).length;
    assertThat(file.textBytes()).isEqualTo(bytes);
    assertThat(events)
        .filteredOn(TrainingEvent.Validated.class::isInstance)
        .isNotEmpty()
        .allSatisfy(event -> {
          var validated = (TrainingEvent.Validated) event;
          var bits = validated.loss().orElseThrow() / Math.log(2) * (tokens.length - 1);
          assertThat(validated.bitsPerByte().orElseThrow())
              .isCloseTo(bits / bytes, within(TOLERANCE));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"kept", "recomputed"})
  void stoppedAndResumedEqualsNeverStopped(String activations) throws IOException {
    var recipe = recipe("model.dropout=0.1", "training.step.activations=" + activations);
    var whole = folder.resolve("whole");
    Pretraining.start(recipe, whole);
    var parts = folder.resolve("parts");
    var stop = new StopSignal();
    TrainingListener stopper =
        event -> {
          if (event instanceof TrainingEvent.Stepped && event.progress().step() == 7)
            stop.request();
        };
    var stopped = new Pretraining(_ -> {}, List.of(stopper), () -> stop).train(recipe, parts);
    assertThat(stopped.training().ending()).isEqualTo(Ending.STOPPED);
    Files.delete(text); // the tokens are enough
    Pretraining.resume(parts);
    assertThat(parts.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(weights(parts)).usingRecursiveComparison().isEqualTo(weights(whole));
  }

  /// Of the last step, in the state.
  private static List<float[]> weights(Path run) {
    try (var _ = TensorScope.open();
        var state =
            dev.uvaha.nn.safetensors.Checkpoint.open(
                run.resolve("state").resolve("last.safetensors"))) {
      return state.names().stream()
          .filter(name -> name.startsWith("weight."))
          .sorted()
          .map(name -> state.tensor(name).toFloats())
          .toList();
    }
  }

  /// On one thread: on two, what is kept is learnt in halves, which add up in another order.
  @Test
  void computingBlocksAgainChangesNoWeight() {
    var threads = Engine.threads();
    Engine.setThreads(1);
    try {
      Pretraining.start(recipe(), folder.resolve("kept"));
      Pretraining.start(
          recipe("training.step.activations=recomputed"), folder.resolve("recomputed"));
    } finally {
      Engine.setThreads(threads);
    }
    assertThat(folder.resolve("recomputed/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("kept/model.safetensors"));
  }

  @Test
  void charactersNeedNoDocuments() throws IOException {
    var out = folder.resolve("run");
    Pretraining.start(
        recipe("tokenizer.kind=characters", "data.documents=none", "data.windows.order=sampled"),
        out);
    assertThat(Tokenizer.load(out.resolve("tokenizer.json")).specialTokens()).isEmpty();
  }

  @Test
  void otherWindowsAreRefusedWhenResuming() {
    var out = folder.resolve("run");
    Pretraining.start(recipe(), out);
    var again = new Pretraining(_ -> {}, List.of(), StopSignal::new);
    assertThatThrownBy(
            () -> again.goOn(out, List.of("data.windows.rows=4", "training.limits.steps=20")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("its training data, batch limits or seed have changed");
    var longer = again.goOn(out, List.of("training.limits.steps=13"));
    assertThat(longer.training().step()).isEqualTo(13);
  }

  @Test
  void aFolderStaysFreeWhereTheTextCannotBeUsed() throws IOException {
    var out = folder.resolve("run");
    Files.writeString(text, "a\n\nb");
    assertThatThrownBy(() -> Pretraining.start(recipe(), out))
        .hasMessageStartingWith("data.train has 2 documents, one of every 7 is held out");
    Files.writeString(text, "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh");
    assertThatThrownBy(() -> Pretraining.start(recipe(), out))
        .hasMessageContaining("a window needs 18");
    assertThat(out).doesNotExist();
  }

  @Test
  void shippedRecipesReadBack() {
    for (var name : PretrainingRecipe.RECIPES.shipped()) {
      var recipe = PretrainingRecipe.named(name, List.of("data.train=[a.txt, b.txt]"));
      assertThat(PretrainingRecipe.RECIPES.parse(name, recipe.yaml(), List.of())).isEqualTo(recipe);
    }
  }

  @Test
  void whatCannotBeFollowedSaysWhere() {
    assertThatThrownBy(() -> recipe("data.documents=pages"))
        .hasMessage(
            "--set data.documents: must be file, blank-line, none or {line: TEXT}, got pages");
    assertThatThrownBy(() -> recipe("tokenizer.kind=words"))
        .hasMessageContaining("tokenizer.kind: must be one of bpe, characters, given");
    assertThatThrownBy(() -> recipe("data.windows.length=64"))
        .hasMessageContaining("data.windows.length=64 is over model.maximumLength=19");
    assertThatThrownBy(() -> PretrainingRecipe.RECIPES.parse("empty.yaml", "", List.of()))
        .hasMessageStartingWith("empty.yaml: names no text to learn from");
  }
}
