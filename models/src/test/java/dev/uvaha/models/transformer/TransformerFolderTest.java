package dev.uvaha.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import dev.uvaha.models.transformer.TransformerConfig.Layers;
import dev.uvaha.models.transformer.TransformerConfig.PositionKind;
import dev.uvaha.nn.FeedForward.Activation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerFolderTest {
  @TempDir Path folder;

  @Test
  void aModelComesBackAsItWas() throws IOException {
    var model = model(7);
    TransformerFolder.save(model, folder);
    var back = TransformerFolder.load(folder);
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
  void anotherArchitectureIsRefused() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"architecture\":\"gpt\"}");
    assertThatThrownBy(() -> TransformerFolder.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "config.json: the architecture is 'gpt', this needs uvaha-transformer");
  }

  @Test
  void damagedConfigurationsAreOneClearLine() throws IOException {
    TransformerFolder.save(model(7), folder);
    var config = folder.resolve("config.json");
    var whole = Files.readString(config);
    for (var damaged :
        new String[] {
          whole.substring(0, whole.length() / 2),
          "[]",
          whole.replace("\"width\"", "\"wide\""),
          whole.replace("\"heads\" : 3", "\"heads\" : 4"),
          whole.replace("\"heads\" : 3", "\"heads\" : \"three\"")
        }) {
      Files.writeString(config, damaged);
      assertThatThrownBy(() -> TransformerFolder.load(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("config.json")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void weightsOfAnotherSizeAreRefused() throws IOException {
    TransformerFolder.save(model(7), folder);
    TransformerFolder.saveConfig(model(11).config(), folder);
    assertThatThrownBy(() -> TransformerFolder.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedding.weight");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TransformerFolder.load(folder.resolve("none")))
        .hasMessageContaining("no such folder");
    assertThatThrownBy(() -> TransformerFolder.load(folder))
        .hasMessageContaining("it has no config.json");
  }

  private static Transformer model(int vocabulary) {
    var block = new BlockConfig(18, 3, 11, Activation.RELU, NormOrder.PRE, 0.1);
    return Transformer.create(
        new TransformerConfig(vocabulary, new Layers(1, 2), block, PositionKind.LEARNED, 13, 0));
  }
}
