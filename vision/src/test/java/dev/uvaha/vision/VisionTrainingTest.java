package dev.uvaha.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.images.HeatMap;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.models.vit.PatchGrid;
import dev.uvaha.nn.Loss;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingResult.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisionTrainingTest {
  @TempDir Path folder;

  private static VisionRecipe recipe(String... overrides) {
    return VisionRecipe.of("small", new PictureSource.Shapes(130, PictureSource.SIDE))
        .set(
            "data.size=8",
            "data.batch=17",
            "data.augmentation.mixup=0.2",
            "data.augmentation.operations=1",
            "model.layers=2",
            "model.heads=2",
            "model.width=12",
            "model.dropout=0.1",
            "training.epochs=3",
            "training.step.precision=float32")
        .set(overrides);
  }

  @Test
  void stoppedAndResumedEqualsNeverStopped() throws IOException {
    var whole = VisionTraining.start(recipe(), folder.resolve("whole"));
    var signal = new StopSignal();
    var stopping =
        new VisionTraining(
            _ -> {},
            List.of(event -> {
              if (event instanceof TrainingEvent.Stepped && event.progress().step() == 8)
                signal.request();
            }),
            () -> signal);
    var out = folder.resolve("resumed");
    assertThat(stopping.train(recipe(), out).training().ending()).isEqualTo(Ending.STOPPED);
    var resumed = new VisionTraining(_ -> {}, List.of(), StopSignal::new).goOn(out, List.of());
    assertThat(resumed.training().step()).isEqualTo(whole.training().step());
    assertThat(Files.readAllBytes(out.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("whole/model.safetensors")));
    assertThat(resumed.test()).isEqualTo(whole.test()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"idx", "cifar", "folder"})
  void learnsFromFilesOfEachKind(String kind) throws IOException {
    var pictures = Files.createDirectory(folder.resolve("pictures"));
    switch (kind) {
      case "idx" -> {
        idx(pictures, "train", 40);
        idx(pictures, "t10k", 20);
      }
      case "cifar" -> {
        for (var file : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4"))
          cifar(pictures.resolve(file + ".bin"));
        cifar(pictures.resolve("data_batch_5.bin"));
        cifar(pictures.resolve("test_batch.bin"));
        Files.writeString(pictures.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
      }
      default -> {
        for (var part : List.of("train", "test"))
          for (var name : List.of("cat", "dog"))
            for (var i = 0; i < 20; i++) {
              var file = pictures.resolve("%s/%s/%d.png".formatted(part, name, i));
              Files.createDirectories(file.getParent());
              Files.write(file, PngFile.bytes(new DrawnShapes(9, Part.TRAIN, i).picture(i)));
            }
      }
    }
    var trained =
        VisionTraining.start(
            recipe("data.train=%s:%s".formatted(kind, pictures), "training.epochs=1"),
            folder.resolve("out"));
    assertThat(trained.training().step()).isPositive();
    assertThat(trained.test()).isPresent();
  }

  /// 20 records: a label, and three colours of 32 × 32.
  private static void cifar(Path file) throws IOException {
    var records = new byte[20 * (1 + 3 * 32 * 32)];
    for (var i = 0; i < 20; i++) records[i * (1 + 3 * 32 * 32)] = (byte) (i % 10);
    Files.write(file, records);
  }

  private static void idx(Path folder, String part, int count) throws IOException {
    var images = ByteBuffer.allocate(16 + count * 81).putInt(0x803).putInt(count);
    images.putInt(9).putInt(9);
    Files.write(folder.resolve(part + "-images.idx3-ubyte"), images.array());
    var labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (var i = 0; i < count; i++) labels.put((byte) (i % 10));
    Files.write(folder.resolve(part + "-labels.idx1-ubyte"), labels.array());
  }

  @Test
  void aTestThatIsMissingIsToldBeforeAnythingIsLearnt() throws IOException {
    var pictures = Files.createDirectory(folder.resolve("pictures"));
    idx(pictures, "train", 40);
    var out = folder.resolve("out");
    assertThatThrownBy(() -> VisionTraining.start(recipe("data.train=idx:" + pictures), out))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("has neither t10k-images-idx3-ubyte");
    assertThat(out).doesNotExist();
  }

  @Test
  void bothKindsOfFolderTellTheSameAsBefore() {
    var picture = new DrawnShapes(10, Part.TEST, 77).picture(3);
    for (var pooling : List.of("class-token", "mean")) {
      var out = folder.resolve(pooling);
      VisionTraining.start(recipe("model.pooling=" + pooling, "training.epochs=1"), out);
      var classifier = ImageClassifier.load(out);
      var told = classifier.classify(picture);
      assertThat(told.answers()).hasSize(10);
      assertThat(told.answers().stream().mapToDouble(each -> each.probability()).sum())
          .isCloseTo(1, within(1e-5));
      var looked = classifier.attention(picture);
      assertThat(looked.layers()).hasSize(2);
      for (var row : looked.rolledOut()) {
        var sum = 0.0;
        for (var share : row) sum += share;
        assertThat(sum).isCloseTo(1, within(1e-5));
      }
      assertThat(classifier.positionSimilarity()).hasSize(4);
    }
  }

  /// By hand: both rows of the second layer pass on half of their own, and half of the first
  /// token's, which after the first layer is half of the second.
  @Test
  void rolloutIsTheProductOfLayersWithTheirResiduals() {
    var first = new float[][] {{0, 1}, {0, 1}};
    var second = new float[][] {{1, 0}, {1, 0}};
    var attention =
        new PictureAttention(
            List.of(List.<float[][]>of(first), List.<float[][]>of(second)), new PatchGrid(1, 1));
    assertThat(attention.rolledOut()).isDeepEqualTo(new float[][] {{0.5f, 0.5f}, {0.25f, 0.75f}});
    HeatMap map = attention.rollout();
    assertThat(map.rows()).isDeepEqualTo(new float[][] {{0.5f}});
  }

  @Test
  void againstCertainLabelsTheLossIsCrossEntropy() {
    try (var _ = TensorScope.open()) {
      var logits = Tensors.of(new float[] {1, -2, 0.5f, 3, 0, -1}, 2, 3);
      var certain = Tensors.of(new float[] {0, 1, 0, 1, 0, 0}, 2, 3);
      var numbers = Tensors.indices(new int[] {1, 0}, 2);
      assertThat(PictureClassification.softCrossEntropy(logits, certain).item())
          .isCloseTo(Loss.crossEntropy(logits, numbers, 0, -100).item(), within(1e-6));
    }
  }

  @Test
  void aShippedRecipeIsReadAndWrittenAlike() {
    for (var name : VisionRecipe.RECIPES.shipped()) {
      var recipe = VisionRecipe.named(name, List.of());
      assertThat(VisionRecipe.RECIPES.parse("again", recipe.yaml(), List.of())).isEqualTo(recipe);
    }
  }

  @Test
  void whatCannotBeFollowedIsOneLineAndLeavesNoFolder() throws IOException {
    assertThatThrownBy(() -> recipe("model.patch=5"))
        .hasMessageContaining("data.size=8 must divide by model.patch=5");
    var idx = Files.createDirectory(folder.resolve("idx"));
    Files.write(idx.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 3});
    var out = folder.resolve("out");
    assertThatThrownBy(() -> VisionTraining.start(recipe("data.train={idx: " + idx + "}"), out))
        .hasMessageContaining("has neither train-images-idx3-ubyte");
    assertThat(out).doesNotExist();
  }
}
