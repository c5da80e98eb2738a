package dev.uvaha.vision.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.Normalisation;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.training.recipe.RecipeException;
import dev.uvaha.vision.Encoders;
import dev.uvaha.vision.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSupervisedTrainingTest {
  @TempDir Path folder;

  /// Tiny: 23 pictures of 16 × 16, five steps, a validation each second one.
  private static SelfSupervisedRecipe recipe(String name, String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "data.pictures={shapes: 33, side: 16}",
                "data.valid=10",
                "data.batch=7",
                "encoder.layers=1",
                "encoder.width=12",
                "encoder.heads=3",
                "encoder.dropout=0.1",
                "training.schedule.warmup=2",
                "training.step.precision=float32",
                "training.validate=2",
                "training.limits.steps=7"));
    if (name.equals("dino"))
      all.addAll(
          List.of(
              "method.viewSide=8",
              "method.views=2",
              "method.prototypes=11",
              "method.teacherTemperature.warmup=5"));
    all.addAll(List.of(settings));
    return SelfSupervisedRecipe.named(name, all);
  }

  /// Dropout, masks, crops, momentum, centre and the order of the pictures all go on where they
  /// were.
  @ParameterizedTest
  @ValueSource(strings = {"mae", "dino"})
  void stoppedAndResumedEqualsNeverStopped(String name) {
    var whole = folder.resolve("whole");
    SelfSupervisedTraining.start(recipe(name), whole);
    var parts = folder.resolve("parts");
    var stop = new StopSignal();
    TrainingListener stopper =
        event -> {
          if (event instanceof TrainingEvent.Stepped && event.progress().step() == 3)
            stop.request();
        };
    var stopped =
        new SelfSupervisedTraining(_ -> {}, List.of(stopper), () -> stop)
            .train(recipe(name), parts);
    assertThat(stopped.training().ending()).isEqualTo(Ending.STOPPED);
    new SelfSupervisedTraining(_ -> {}, List.of(), StopSignal::new).goOn(parts, List.of());
    for (var file : List.of("model.safetensors", "config.json"))
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    assertSameState(whole, parts);
  }

  /// Weights, moments and the random sequence, bit for bit.
  private static void assertSameState(Path run, Path other) {
    var file = Path.of("state", "last.safetensors");
    try (var _ = TensorScope.open();
        var state = Checkpoint.open(run.resolve(file));
        var others = Checkpoint.open(other.resolve(file))) {
      assertThat(others.names()).isEqualTo(state.names());
      for (var name : state.names())
        assertThat(others.tensor(name).contentEquals(state.tensor(name))).as(name).isTrue();
    }
  }

  @Test
  void reconstructionsAreShownAtEachValidation() throws IOException {
    SelfSupervisedTraining.start(recipe("mae"), folder.resolve("run"));
    var sheets = folder.resolve("run").resolve("reconstructions");
    try (var files = Files.list(sheets)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("step-2.png", "step-4.png", "step-6.png", "step-7.png");
    }
    var sheet = ImageIO.read(sheets.resolve("step-7.png").toFile());
    assertThat(sheet.getHeight()).isGreaterThan(2 * sheet.getWidth()); // 7 rows of 3 panels
  }

  /// The losses of one model are the same each time: the masks of held-out pictures are fixed.
  @Test
  void heldOutPicturesAreMaskedAlikeEachTime() {
    var losses = new ArrayList<Double>();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.Validated validated)
            losses.add(validated.loss().orElseThrow());
        };
    var still = recipe("mae", "training.learningRate=1.0e-30", "training.optimizer.decay=0");
    SelfSupervisedTraining.start(still, folder.resolve("run"), listener);
    assertThat(losses).hasSize(4).containsOnly(losses.getFirst());
  }

  @Test
  void theTeacherIsWatched() throws IOException {
    SelfSupervisedTraining.start(recipe("dino"), folder.resolve("run"));
    assertThat(Files.readAllLines(folder.resolve("run").resolve("teacher.csv")))
        .hasSize(5)
        .startsWith("step,entropy,information")
        .anyMatch(line -> line.startsWith("7,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mae", "dino"})
  void theEncoderBecomesAClassifier(String name) {
    var run = SelfSupervisedTraining.start(recipe(name), folder.resolve("run")).folder();
    var encoder = Encoders.load(run);
    assertThat(encoder.config().layers()).isEqualTo(1);
    assertThat(encoder.parameters().values())
        .allMatch(parameter -> parameter.value().requiresGradient());
    assertThat(Vit.on(encoder, 10).config().labels()).isEqualTo(10);
  }

  @Test
  void aProbeIsTheSameEachTime() {
    var run = SelfSupervisedTraining.start(recipe("mae"), folder.resolve("run")).folder();
    var encoder = Encoders.load(run);
    var probe = Probe.of(encoder, Normalisation.HALF, new PictureSource.Shapes(300, 16));
    assertThat(List.of(probe.known(), probe.asked())).containsExactly(300, 30);
    assertThat(Probe.of(encoder, Normalisation.HALF, new PictureSource.Shapes(300, 16)))
        .isEqualTo(probe);
    var other = new Normalisation(List.of(3.0), List.of(0.1));
    assertThat(Probe.of(encoder, other, new PictureSource.Shapes(300, 16))).isNotEqualTo(probe);
  }

  @Test
  void otherFoldersHaveNoEncoder() throws IOException {
    Files.writeString(
        folder.resolve("config.json"), "{\"architecture\": \"uvaha-gpt\", \"config\": {}}");
    assertThatThrownBy(() -> Encoders.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no encoder of pictures");
  }

  @Test
  void aFewLabelsAreComparedWithAndWithoutPretraining() {
    var few = new FewLabels(recipe("mae"), 0.5, new FewLabels.Labelled(3, 5, 1e-3, 1e-3));
    var outcome = few.run(2, folder);
    assertThat(outcome.labels()).isEqualTo(20); // two of each class's three or four
    assertThat(List.of(outcome.fromScratch(), outcome.fineTuned()))
        .allMatch(accuracy -> accuracy >= 0 && accuracy <= 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mae", "fashion-mnist-mae", "dino", "fashion-mnist-dino"})
  void recipesComeBackFromTheirText(String name) {
    var recipe = SelfSupervisedRecipe.named(name, List.of());
    assertThat(SelfSupervisedRecipe.RECIPES.parse("text", recipe.yaml(), List.of()))
        .isEqualTo(recipe);
  }

  @Test
  void recipesThatCannotBeFollowedAreRefusedByOneLine() {
    assertThatThrownBy(() -> recipe("mae", "data.pictures=video:x"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("idx:FOLDER, cifar:FOLDER, folder:FOLDER or shapes:COUNT");
    assertThatThrownBy(() -> recipe("mae", "method.masked=1"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("masked must be in (0, 1)");
    assertThatThrownBy(() -> recipe("dino", "method.viewSide=10"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("method.viewSide must divide by encoder.patch");
    var run = folder.resolve("run");
    assertThatThrownBy(() -> SelfSupervisedTraining.start(recipe("mae", "data.valid=33"), run))
        .hasMessage("data.valid=33 holds out all of 33 pictures: lower it");
    assertThat(run).doesNotExist();
  }
}
