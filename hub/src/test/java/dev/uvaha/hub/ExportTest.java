package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is what was read; `benchmarks/peers/loads_exports.py` shows that Hugging Face
/// reads it too.
class ExportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt2",
        "llama",
        "qwen2",
        "llama31",
        "yarn",
        "bert",
        "bert_encoder",
        "marian",
        "marian_scaled",
        "vit",
        "vit_features",
        "vit_interpolated"
      })
  void tensorsComeOutAsTheyWentIn(String name) {
    HuggingFace.export(Fixtures.folder(name), folder, DataType.FLOAT32, HubListener.NONE);
    try (var _ = TensorScope.open();
        var before = Checkpoint.open(Fixtures.folder(name));
        var after = Checkpoint.open(folder)) {
      assertThat(after.names()).containsExactlyInAnyOrderElementsOf(before.names());
      for (var tensor : before.names())
        assertThat(after.tensor(tensor).contentEquals(before.tensor(tensor))).as(tensor).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "bert", "vit"})
  void halfTheBytesSayTheSameRounded(String name) {
    HuggingFace.export(Fixtures.folder(name), folder, DataType.BFLOAT16, HubListener.NONE);
    assertThat(HubConfig.read(folder).object().path("dtype").asString()).isEqualTo("bfloat16");
    try (var _ = TensorScope.open();
        var before = Checkpoint.open(Fixtures.folder(name));
        var after = Checkpoint.open(folder)) {
      for (var tensor : before.names())
        assertThat(after.tensor(tensor).contentEquals(before.tensor(tensor).to(DataType.BFLOAT16)))
            .as(tensor)
            .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen2", "llama31", "yarn"})
  void llamasKeepTheirConfigurations(String name) {
    assertSame(new LlamaFolder(), Fixtures.folder(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "bert_encoder"})
  void bertsKeepTheirConfigurations(String name) {
    assertSame(new BertFolder(), Fixtures.folder(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"marian", "marian_scaled"})
  void mariansKeepTheirConfigurations(String name) {
    assertSame(new MarianFolder(), Fixtures.folder(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit", "vit_features", "vit_interpolated"})
  void vitsKeepTheirConfigurations(String name) {
    assertSame(new VitFolder(), Fixtures.folder(name));
  }

  @Test
  void gptsKeepTheirConfigurations() {
    assertSame(new GptFolder(), Fixtures.folder("gpt2"));
  }

  private <C extends Record, M extends Layer> void assertSame(
      HubFolder<C, M> architecture, Path origin) {
    HuggingFace.export(origin, folder, DataType.FLOAT32, HubListener.NONE);
    try (var checkpoint = Checkpoint.open(origin)) {
      var names = checkpoint.names();
      assertThat(architecture.config(HubConfig.read(folder), names))
          .isEqualTo(architecture.config(HubConfig.read(origin), names));
    }
  }

  /// What a model is made of is told by no other file: tokens that begin and end, say.
  @Test
  void whatOurModelsKnowNothingOfIsKept() throws IOException {
    HuggingFace.export(Fixtures.folder("gpt2"), folder, DataType.FLOAT32, HubListener.NONE);
    assertThat(HubConfig.read(folder).integer("eos_token_id")).isZero();
    for (var file : new String[] {"tokenizer.json", "generation_config.json"})
      assertThat(folder.resolve(file))
          .hasSameBinaryContentAs(Fixtures.folder("gpt2").resolve(file));
  }

  @Test
  void aFreshModelComesBack() {
    Randomness.seed(7);
    var config = GptConfig.of(31, 2, 3, 21, 17, 0.1);
    var model = Gpt.create(config);
    HuggingFace.save(model, config, folder);
    assertEqual(HuggingFace.languageModel(folder), model);
    assertThat(new GptFolder().config(HubConfig.read(folder), java.util.Set.of()))
        .isEqualTo(config);
  }

  @Test
  void aTransformerOfMariansKindComesBack() {
    var tokens = new TranslationTokens(1, 2);
    var model = transformer(NormOrder.POST, PositionKind.SINUSOIDAL_HALVES);
    HuggingFace.save(model, tokens, folder);
    assertThat(TranslationTokens.of(folder)).isEqualTo(tokens);
    var back = HuggingFace.marian(folder).parameters();
    model
        .parameters()
        .forEach((name, parameter) ->
            assertThat(back)
                .extractingByKey(name)
                .satisfies(found ->
                    assertThat(found.value().contentEquals(parameter.value())).as(name).isTrue()));
  }

  @Test
  void aTransformerOfAnotherKindIsRefused() {
    assertThatThrownBy(() ->
            HuggingFace.save(
                transformer(NormOrder.PRE, PositionKind.SINUSOIDAL),
                new TranslationTokens(1, 2),
                folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this Transformer has PRE and SINUSOIDAL")
        .hasMessageNotContaining("\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anotherModelThanTheFoldersIsRefused() {
    var bert = HuggingFace.bert(Fixtures.folder("bert"));
    assertThatThrownBy(() -> HuggingFace.saveLike(Fixtures.folder("gpt2"), bert, folder))
        .hasMessageContaining("holds a CausalTransformer, and this is a Bert");
  }

  /// Llama's weights in a checkpoint's own shards, and in one file.
  @Test
  void oneFileIsWritten() throws IOException {
    HuggingFace.export(Fixtures.folder("qwen2"), folder, DataType.FLOAT32, HubListener.NONE);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("config.json", "model.safetensors", "generation_config.json");
    }
  }

  private static Transformer transformer(NormOrder order, PositionKind positions) {
    Randomness.seed(11);
    var block = new BlockConfig(18, 3, 11, Activation.RELU, order, 0);
    return Transformer.create(new TransformerConfig(23, new Layers(1, 2), block, positions, 29, 0));
  }

  private static void assertEqual(Layer found, Layer expected) {
    var others = found.parameters();
    assertThat(others).containsOnlyKeys(expected.parameters().keySet());
    expected
        .parameters()
        .forEach((name, parameter) ->
            assertThat(others)
                .extractingByKey(name)
                .satisfies(other ->
                    assertThat(other.value().contentEquals(parameter.value())).as(name).isTrue()));
  }
}
