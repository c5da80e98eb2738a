package dev.uvaha.vision.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.vision.Encoders;
import dev.uvaha.vision.VisionRecipe;
import dev.uvaha.vision.VisionTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A classifier that begins from an encoder, which has learnt without labels.
class FineTuningTest {
  @TempDir Path folder;

  private Path encoder = Path.of("");

  @BeforeEach
  void pretrain() {
    encoder = folder.resolve("encoder");
    var recipe =
        SelfSupervisedRecipe.named(
            "mae",
            List.of(
                "data.pictures={shapes: 33, side: 16}",
                "data.valid=10",
                "data.batch=7",
                "encoder.layers=2",
                "encoder.width=12",
                "encoder.heads=3",
                "encoder.pooling=mean",
                "training.schedule.warmup=2",
                "training.step.precision=float32",
                "training.limits.steps=3"));
    SelfSupervisedTraining.start(recipe, encoder);
  }

  private VisionRecipe recipe(String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "model.from=" + encoder,
                "data.train={shapes: 130, side: 16}",
                "data.size=16",
                "model.patch=4",
                "data.batch=17",
                "training.epochs=1",
                "training.step.precision=float32"));
    all.addAll(List.of(settings));
    return VisionRecipe.named("vit", all);
  }

  /// At a learning rate of next to nothing the weights are still those that it began from.
  @Test
  void theWeightsSizesAndNumbersAreTheRuns() {
    var still = recipe("training.learningRate=1.0e-30", "training.optimizer.decay=0");
    var out = folder.resolve("out");
    var recipe = VisionTraining.start(still, out).recipe();
    var learnt = Encoders.load(encoder).parameters();
    var tuned = Encoders.load(out).parameters();
    assertThat(tuned.keySet()).isEqualTo(learnt.keySet()).hasSizeGreaterThan(20);
    learnt.forEach((name, parameter) ->
        assertThat(tuned)
            .as(name)
            .hasEntrySatisfying(
                name, same -> assertThat(same.value().contentEquals(parameter.value())).isTrue()));
    assertThat(recipe.yaml())
        .contains("from: " + encoder, "layers: 2", "heads: 3", "width: 12", "pooling: mean")
        .contains("mean:\n    - 0.5\n    - 0.5\n    - 0.5\n");
    assertThat(VisionRecipe.RECIPES.read(out.resolve("recipe.yaml"), List.of())).isEqualTo(recipe);
  }

  @Test
  void stoppedAndResumedEqualsNeverStopped() {
    VisionTraining.start(recipe(), folder.resolve("whole"));
    var signal = new StopSignal();
    var stopping =
        new VisionTraining(
            _ -> {},
            List.of(event -> {
              if (event instanceof TrainingEvent.Stepped && event.progress().step() == 2)
                signal.request();
            }),
            () -> signal);
    var out = folder.resolve("resumed");
    assertThat(stopping.train(recipe(), out).training().ending()).isEqualTo(Ending.STOPPED);
    new VisionTraining(_ -> {}, List.of(), StopSignal::new).goOn(out, List.of());
    assertThat(out.resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
  }

  @Test
  void whatContradictsTheRunIsOneLineAndLeavesNoFolder() throws Exception {
    var out = folder.resolve("out");
    for (var setting : List.of("data.size=20", "model.patch=8"))
      assertThatThrownBy(() -> VisionTraining.start(recipe(setting), out))
          .hasMessageContaining("cuts pictures of 16 x 16 into patches of 4")
          .hasMessageEndingWith("give data.size=16 and model.patch=4")
          .hasMessageMatching("[^\n]*");
    assertThatThrownBy(() ->
            VisionTraining.start(recipe("data.normalisation={mean: [0.2], deviation: [0.3]}"), out))
        .hasMessageContaining("data.normalisation");
    var idx = Files.createDirectory(folder.resolve("idx"));
    Files.write(idx.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 3});
    var image = new byte[16 + 16 * 16];
    System.arraycopy(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0, 16}, 0, image, 0, 16);
    Files.write(idx.resolve("train-images-idx3-ubyte"), image);
    assertThatThrownBy(() -> VisionTraining.start(recipe("data.train=idx:" + idx), out))
        .hasMessageContaining("the encoder reads pictures of 3 channels, these have 1");
    assertThatThrownBy(
            () -> VisionTraining.start(recipe("model.from=" + folder.resolve("missing")), out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out).doesNotExist();
  }
}
