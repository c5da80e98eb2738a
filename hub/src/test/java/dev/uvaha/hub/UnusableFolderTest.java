package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every fault of a folder is one line that names the file and the field or tensor.
class UnusableFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (var name : new String[] {"config.json", "model.safetensors"})
      Files.copy(Fixtures.folder("llama").resolve(name), folder.resolve(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model_type\": \"llama\" | \"model_type\": \"rwkv\" | model_type is 'rwkv'; known are gpt2, llama",
        "\"hidden_size\": 48 | \"hidden_sizes\": 48 | hidden_size is missing",
        "\"hidden_size\": 48 | \"hidden_size\": \"48\" | hidden_size must be an integer",
        "\"mlp_bias\": false | \"mlp_bias\": true | mlp_bias is not supported",
        "\"rope_type\": \"default\" | \"rope_type\": \"longrope\" | of the type longrope are unknown; known are default",
        "\"rope_type\": \"default\" | \"rope_type\": \"yarn\", \"truncate\": false | truncate=false of yarn is not supported",
        "\"rope_type\": \"default\" | \"rope_type\": \"yarn\", \"mscale\": 1, \"mscale_all_dim\": 1 | mscale of yarn is not supported",
        "\"num_key_value_heads\": 2 | \"num_key_value_heads\": 4 | heads must divide by keyHeads",
        "\"intermediate_size\": 52 | \"intermediate_size\": 51 | gate_proj.weight must be [51, 48], and is [52, 48]",
        "\"num_hidden_layers\": 2 | \"num_hidden_layers\": 1 | it has model.layers.1.input_layernorm.weight",
        "\"num_hidden_layers\": 2 | \"num_hidden_layers\": 3 | it lacks model.layers.2.self_attn.q_proj.weight",
      })
  void aConfigurationThatDoesNotFit(String right, String wrong, String message) throws IOException {
    var file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace(right.strip(), wrong.strip()));
    assertThatThrownBy(() -> HuggingFace.languageModel(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message.strip())
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"vocab_size\": 400 | \"vocab_size\": 2000000000",
        "\"num_hidden_layers\": 2 | \"num_hidden_layers\": 2000000000",
        "\"intermediate_size\": 52 | \"intermediate_size\": 2000000000",
        "\"head_dim\": 8 | \"head_dim\": 200000000",
        "\"hidden_size\": 48 | \"hidden_size\": 999999999",
      })
  void sizesOutOfAllProportion(String right, String wrong) throws IOException {
    var file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replace(right.strip(), wrong.strip()));
    assertThatThrownBy(() -> HuggingFace.languageModel(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("config.json: asks for")
        .hasMessageContaining("they are not of one model");
  }

  @Test
  void brokenJson() throws IOException {
    for (var broken : new String[] {"", "[]", "{\"model_type\":", "{} x"}) {
      Files.writeString(folder.resolve("config.json"), broken);
      assertThatThrownBy(() -> HuggingFace.languageModel(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("config.json: ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void missingFiles() throws IOException {
    Files.delete(folder.resolve("model.safetensors"));
    assertThatThrownBy(() -> HuggingFace.languageModel(folder))
        .hasMessageContaining("no model.safetensors");
    Files.delete(folder.resolve("config.json"));
    assertThatThrownBy(() -> HuggingFace.languageModel(folder))
        .hasMessage(folder + ": not a model folder, it has no config.json");
  }

  @Test
  void anUntiedBert() throws IOException {
    for (var name : new String[] {"config.json", "model.safetensors"})
      Files.copy(
          Fixtures.folder("bert").resolve(name),
          folder.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    var config = folder.resolve("config.json");
    var json = Files.readString(config);
    assertThat(json).contains("\"tie_word_embeddings\": true");
    Files.writeString(
        config, json.replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
    assertThatThrownBy(() -> HuggingFace.bert(folder))
        .hasMessageContaining("tie_word_embeddings=false is not supported");
  }

  @Test
  void namesOfAnotherArchitecture() {
    rewrite(tensors -> tensors.put("model.mystery", Tensors.zeros(3)));
    assertThatThrownBy(() -> HuggingFace.languageModel(folder))
        .hasMessageContaining("it has model.mystery, which the model lacks");
  }

  private void rewrite(Consumer<Map<String, Tensor>> change) {
    var path = folder.resolve("model.safetensors");
    try (var _ = TensorScope.open();
        var file = SafetensorsFile.open(path)) {
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var name : file.names()) tensors.put(name, file.tensor(name));
      change.accept(tensors);
      Safetensors.write(path, tensors, Map.of());
    }
  }
}
