package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.vit.Patches;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitConfig;
import dev.uvaha.models.vit.VitConfig.Pooler;
import dev.uvaha.models.vit.VitEncoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Biases;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a ViT's folder has that no language model's has.
class VitFolderTest {
  private static final List<String> LABELS = List.of("cat", "dog", "bird", "fish", "newt");
  private static final Preprocessing HALVES = Preprocessing.of(21, 2);

  @TempDir Path folder;

  @BeforeEach
  void seed() {
    Randomness.seed(7);
  }

  @ParameterizedTest
  @EnumSource
  void aFreshModelComesBackWithItsLabelsAndComputesTheSame(PositionKind positions) {
    try (var _ = TensorScope.open()) {
      var model = Vit.create(config(positions, Pooling.CLASS_TOKEN, Pooler.NONE, 5));
      HuggingFace.save(model, LABELS, HALVES, folder);
      assertThat(HuggingFace.labels(folder)).isEqualTo(LABELS);
      assertThat(Preprocessing.of(folder, 1, 2)).isEqualTo(HALVES);
      var back = HuggingFace.vit(folder);
      assertThat(back.config())
          .isEqualTo(config(PositionKind.LEARNED, Pooling.CLASS_TOKEN, Pooler.NONE, 5));
      var pixels = pixels();
      assertThat(
              back.forward(pixels, Mode.INFERENCE)
                  .contentEquals(model.forward(pixels, Mode.INFERENCE)))
          .isTrue();
    }
  }

  private static Tensor pixels() {
    return Randomness.normal(0, 1, Device.CPU, 3, 2, 21, 21);
  }

  @Test
  void whatTheirsHasNotIsRefused() {
    var mean = Vit.create(config(PositionKind.LEARNED, Pooling.MEAN, Pooler.NONE, 5));
    assertThatThrownBy(() -> HuggingFace.save(mean, LABELS, HALVES, folder))
        .hasMessageContaining("this one has none: it takes the MEAN");
    var both = Vit.create(config(PositionKind.LEARNED, Pooling.CLASS_TOKEN, Pooler.TANH, 5));
    assertThatThrownBy(() -> HuggingFace.save(both, LABELS, HALVES, folder))
        .hasMessageContaining("this one has both");
    assertThatThrownBy(() -> HuggingFace.save(both, List.of("cat"), HALVES, folder))
        .hasMessage("the model has 5 labels, and 1 names are given");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void exportsAndImportsKeepHowPicturesAreMadeReady() throws IOException {
    var origin = folder.resolve("origin");
    copy(origin);
    Files.writeString(origin.resolve(Preprocessing.FILE), "{\"image_mean\": [0.1, 0.2, 0.3]}");
    HuggingFace.export(origin, folder.resolve("exported"), DataType.FLOAT32, HubListener.NONE);
    ModelImport.run(origin, folder.resolve("imported"), HubListener.NONE);
    for (var name : new String[] {"exported", "imported"}) {
      assertThat(folder.resolve(name).resolve(Preprocessing.FILE))
          .hasSameBinaryContentAs(origin.resolve(Preprocessing.FILE));
      assertThat(HuggingFace.labels(folder.resolve(name)))
          .hasSize(7)
          .startsWith("LABEL_0", "LABEL_1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"image_size\": 28 | \"image_size\": 27 | imageSize must divide by patchSize",
        "\"image_size\": 28 | \"image_size\": [28, 28] | image_size must be an integer",
        "\"image_size\": 28 | \"image_size\": 2147483647 | imageSize must divide by patchSize",
        "\"image_size\": 28 | \"image_size\": 70000000 | asks for",
        "\"patch_size\": 7 | \"patch_size\": 14 | position_embeddings must be [1, 5, 30], and is [1, 17, 30]",
        "\"num_channels\": 3 | \"num_channels\": 1 | projection.weight must be [30, 1, 7, 7], and is [30, 3, 7, 7]",
        "\"qkv_bias\": true | \"qkv_bias\": false | it has vit.encoder.layer.0.attention.attention.key.bias",
        "\"6\": \"LABEL_6\" | \"6\": \"LABEL_6\", \"7\": \"x\" | classifier.bias must be [8], and is [7]",
      })
  void aConfigurationThatDoesNotFit(String right, String wrong, String message) throws IOException {
    copy(folder);
    var file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace(right.strip(), wrong.strip()));
    assertThatThrownBy(() -> HuggingFace.vit(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip())
        .hasMessageNotContaining("\n");
  }

  @Test
  void labelsWithoutNamesAreRefused() throws IOException {
    copy(folder);
    var file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace("\"3\": \"LABEL_3\"", "\"9\": \"x\""));
    assertThatThrownBy(() -> HuggingFace.labels(folder))
        .hasMessage(file + ": id2label has no name for 3 of its 7 labels");
    Files.writeString(file, Files.readString(file).replace("id2label", "num_labels\": 7, \"other"));
    assertThatThrownBy(() -> HuggingFace.labels(folder))
        .hasMessageContaining("it has no id2label, the names of labels");
  }

  @Test
  void theTwoLabelsThatAFileLeavesOut() {
    assertThat(HuggingFace.labels(Fixtures.folder("gpt2"))).containsExactly("LABEL_0", "LABEL_1");
  }

  @Test
  void aClassifierReadsNoPooler(@TempDir Path other) throws IOException {
    var file = "model.safetensors";
    Files.copy(Fixtures.folder("vit").resolve("config.json"), other.resolve("config.json"));
    try (var _ = TensorScope.open();
        var from = SafetensorsFile.open(Fixtures.folder("vit").resolve(file))) {
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var name : from.names()) tensors.put(name, from.tensor(name));
      var width = HuggingFace.vit(Fixtures.folder("vit")).config().encoder().block().width();
      tensors.put("vit.pooler.dense.weight", Tensors.zeros(width, width));
      tensors.put("vit.pooler.dense.bias", Tensors.zeros(width));
      Safetensors.write(other.resolve(file), tensors, Map.of());
    }
    assertThat(HuggingFace.vit(other).config())
        .isEqualTo(HuggingFace.vit(Fixtures.folder("vit")).config());
  }

  private static void copy(Path to) throws IOException {
    Files.createDirectories(to);
    for (var name : new String[] {"config.json", "model.safetensors"})
      Files.copy(Fixtures.folder("vit").resolve(name), to.resolve(name));
  }

  private static VitConfig config(
      PositionKind positions, Pooling pooling, Pooler pooler, int labels) {
    var block = new BlockConfig(12, 3, 17, Activation.GELU, NormOrder.PRE, 0.1);
    var encoder =
        new VitEncoderConfig(
            new Patches(21, 7, 2), 2, block, Biases.OUTPUT, positions, pooling, 1e-6);
    return new VitConfig(encoder, pooler, labels);
  }
}
