package dev.uvaha.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.transformer.TransformerConfig;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
  @TempDir Path folder;

  @Test
  void aModelComesBackAsItWas() throws IOException {
    var model = model(7);
    save(model, folder);
    var back = Transformer.FOLDER.load(folder);
    assertThat(back.config()).isEqualTo(model.config());
    assertThat(back.parameters().keySet()).isEqualTo(model.parameters().keySet());
    var others = back.parameters().values().iterator();
    for (var parameter : model.parameters().values())
      assertThat(others.next().value().contentEquals(parameter.value())).isTrue();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("config.json", "model.safetensors");
    }
  }

  @Test
  void inPlainJavaMatricesAreHalved() {
    var model = model(7);
    save(model, folder);
    var back = Transformer.FOLDER.load(folder, Device.JVM).parameters();
    model
        .parameters()
        .forEach((name, parameter) -> {
          var found = Objects.requireNonNull(back.get(name), name).value();
          var type = parameter.shape().rank() == 1 ? DataType.FLOAT32 : DataType.FLOAT16;
          assertThat(found.device()).isEqualTo(Device.JVM);
          assertThat(found.dataType()).isEqualTo(type);
          assertThat(found.toFloats()).containsExactly(parameter.value().to(type).toFloats());
        });
  }

  /// As files of the first version are.
  @Test
  void aFieldThatEarlierVersionsLackedMeansWhatTheyDid() throws IOException {
    var model = model(7);
    save(model, folder);
    var config = folder.resolve("config.json");
    var whole = Files.readString(config);
    var earlier = whole.replaceFirst("(?s),\\s*\"embedding\" : \\{.*?\\}", "");
    assertThat(earlier).isNotEqualTo(whole).doesNotContain("embedding");
    Files.writeString(config, earlier);
    assertThat(Transformer.FOLDER.load(folder).config()).isEqualTo(model.config());
  }

  @ParameterizedTest
  @CsvSource({"PRE, LEARNED", "POST, SINUSOIDAL"})
  void theConfigurationCountsTheParameters(NormOrder order, PositionKind positions) {
    var block = new BlockConfig(18, 3, 11, Activation.RELU, order, 0);
    var config = new TransformerConfig(7, new Layers(2, 3), block, positions, 13, 0);
    assertThat(config.parameterCount()).isEqualTo(Transformer.create(config).parameterCount());
  }

  @Test
  void loadingLeavesTheRandomSequenceWhereItIs() {
    save(model(7), folder);
    var before = Randomness.state();
    Transformer.FOLDER.load(folder);
    assertThat(Randomness.state()).isEqualTo(before);
  }

  @Test
  void anotherArchitectureIsNamedAndRefused() throws IOException {
    assertConfiguration("{'architecture':'gpt'}", "this is a 'gpt', not a 'uvaha-transformer'");
    assertConfiguration(
        "{'architectures':['GPT2LMHeadModel'],'model_type':'gpt2'}",
        "this is a 'GPT2LMHeadModel', not a 'uvaha-transformer'");
    assertConfiguration("{'model_type':'vit'}", "this is a 'vit', not a 'uvaha-transformer'");
    assertConfiguration("{}", "it does not say what model this is");
  }

  @Test
  void whatIsWrongInAConfigurationIsSaidInTheReadersWords() throws IOException {
    assertConfiguration("", "no JSON object");
    assertConfiguration("[]", "no JSON object");
    assertConfiguration("{'architecture':", "no valid JSON, line 1, column 17");
    assertConfiguration("[".repeat(5000), "no valid JSON");
    assertChanged(
        "\"width\"", "\"wide\" : 1, \"width\"", "config.block.wide is unknown, of width, heads");
    assertChanged(
        "\"heads\" : 3", "\"heads\" : 4", "width must divide by heads: width=18, heads=4");
    assertChanged("\"heads\" : 3", "\"heads\" : \"three\"", "config.block.heads: unusable value");
    assertChanged("\"RELU\"", "null", "config.block.activation: unusable value");
    assertChanged("\"RELU\"", "\"TANH\"", "config.block.activation: unusable value");
    assertChanged("\"heads\" : 3,", "", "config.block.heads: unusable value");
  }

  private void assertChanged(String from, String to, String problem) throws IOException {
    save(model(7), folder);
    var whole = Files.readString(folder.resolve("config.json"));
    assertThat(whole).contains(from);
    assertConfiguration(whole.replace(from, to), problem);
  }

  private void assertConfiguration(String json, String problem) throws IOException {
    Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
    assertThatThrownBy(() -> Transformer.FOLDER.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("config.json: ")
        .hasMessageContaining(problem)
        .hasMessageNotContainingAny("\n", "Feature", "dev.uvaha", "StreamRead");
  }

  @Test
  void damagedConfigurationsAreOneClearLine() throws IOException {
    save(model(7), folder);
    var config = folder.resolve("config.json");
    var whole = Files.readString(config);
    for (var damaged :
        new String[] {
          whole.substring(0, whole.length() / 2),
          "[]",
          whole.replace("\"width\"", "\"wide\""),
          whole.replace("\"heads\" : 3", "\"heads\" : 4"),
          whole.replace("\"heads\" : 3", "\"heads\" : \"three\""),
          "{\"architecture\":\"uvaha-transformer\"}",
          "{\"architecture\":\"uvaha-transformer\",\"config\":null}",
          whole.replaceFirst("(?s)\"layers\" : \\{.*?\\},", ""),
          whole.replaceFirst("(?s)\"block\" : \\{.*?\\}", "\"block\" : null"),
          whole.replace("\"LEARNED\"", "null"),
          whole.replace("\"RELU\"", "null"),
          whole.replaceFirst("\"padding\" : 0", "\"padding\" : null"),
          whole.replace("\"vocabulary\" : 7", "\"vocabulary\" : 2000000000"),
          whole.replace("\"encoder\" : 1", "\"encoder\" : 1000000000"),
          whole.replace("\"decoder\" : 2", "\"decoder\" : 1000000000"),
          whole.replace("\"width\" : 18", "\"width\" : 999999999"),
          whole.replace("\"innerWidth\" : 11", "\"innerWidth\" : 2000000000"),
          whole.replace("\"maximumLength\" : 13", "\"maximumLength\" : 2000000000")
        }) {
      assertThat(damaged).isNotEqualTo(whole);
      Files.writeString(config, damaged);
      assertThatThrownBy(() -> Transformer.FOLDER.load(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("config.json")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void weightsOfAnotherSizeAreRefused() throws IOException {
    save(model(7), folder);
    Transformer.FOLDER.saveConfig(model(11).config(), folder);
    assertThatThrownBy(() -> Transformer.FOLDER.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedding.weight");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Transformer.FOLDER.load(folder.resolve("none")))
        .hasMessageContaining("no such folder");
    assertThatThrownBy(() -> Transformer.FOLDER.load(folder))
        .hasMessageContaining("it has no config.json");
  }

  private static void save(Transformer model, Path folder) {
    Transformer.FOLDER.save(model, model.config(), folder);
  }

  private static Transformer model(int vocabulary) {
    var block = new BlockConfig(18, 3, 11, Activation.RELU, NormOrder.PRE, 0.1);
    return Transformer.create(
        new TransformerConfig(vocabulary, new Layers(1, 2), block, PositionKind.LEARNED, 13, 0));
  }
}
