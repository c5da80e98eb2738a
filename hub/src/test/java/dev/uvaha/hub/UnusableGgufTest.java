package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every fault of a GGUF file is one line that names the file and what is wrong in it.
class UnusableGgufTest {
  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("model.gguf"), bytes);
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    var file = file(bytes);
    assertThatThrownBy(() -> Gguf.languageModel(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFileThatIsCutShortAnywhere() throws IOException {
    var whole = GgufFixtures.of("llama").bytes();
    var header = 2500;
    for (var length = 0; length < whole.length; length += length < header ? 7 : 9973) {
      var file = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Gguf.languageModel(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 4 | 1179993928 | no GGUF file",
        "4 | 4 | 1 | GGUF version 1 is not supported",
        "4 | 4 | 50331648 | GGUF version 50331648 is not supported; known are 2 and 3, little-endian",
        "8 | 8 | -1 | the table of tensors claims 18446744073709551615 entries",
        "8 | 8 | 1000000000 | the table of tensors claims 1000000000 entries",
        "16 | 8 | 9223372036854775807 | the metadata claims 9223372036854775807 entries",
        "24 | 8 | 99999999 | the metadata, entry 0 claims 99999999 entries",
      })
  void countsThatNoFileHolds(int at, int bytes, long value, String message) throws IOException {
    var whole = GgufFixtures.of("llama").bytes();
    var buffer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes == 8) buffer.putLong(at, value);
    else buffer.putInt(at, (int) value);
    assertRefused(whole, message);
  }

  @Test
  void whatIsUnknown() throws IOException {
    assertRefused(
        new GgufWriter().put("general.architecture", "mamba").bytes(),
        "its architecture is 'mamba'; known are gpt2, llama, qwen2");
    assertRefused(new GgufWriter().bytes(), "general.architecture is missing");
    assertRefused(
        new GgufWriter().put("general.architecture", 7).bytes(),
        "general.architecture must be a text, got a Long");
    assertRefused(
        new GgufWriter().tensor("t", 10, new byte[84], 256).bytes(),
        "tensor t is packed as type 10, which is unknown; known are F32, F16, Q4_0");
    assertRefused(
        new GgufWriter().tensor("t", 8, new byte[34], 31).bytes(),
        "tensor t has rows of 31 values, and Q8_0 packs 32 together");
    assertRefused(
        new GgufWriter().tensor("t", 0, new byte[4], 0).bytes(), "tensor t has the size 0");
    assertRefused(
        new GgufWriter().tensor("t", 0, new byte[4], 1L << 40, 1L << 40).bytes(),
        "tensor t has the size 1099511627776");
    assertRefused(
        new GgufWriter().tensor("t", 0, new byte[4], 1, 1, 1, 1, 1).bytes(),
        "tensor t has 5 dimensions, and may have 1 to 4");
    assertRefused(
        new GgufWriter().tensor("t", 0, new byte[4], 1).tensor("t", 0, new byte[4], 1).bytes(),
        "tensor t is there twice");
    assertRefused(
        new GgufWriter().put("general.alignment", 24).bytes(),
        "general.alignment must be a power of two");
  }

  @Test
  void namesAndSizesThatDoNotFit() throws IOException {
    assertRefused(
        GgufFixtures.of("llama").tensor("blk.7.mystery", new float[3], 3).bytes(),
        "does not fit its metadata: it has blk.7.mystery, which the model lacks");
    assertRefused(
        GgufFixtures.of("llama").put("llama.block_count", 3).bytes(),
        "it lacks blk.2.attn_q.weight");
    assertRefused(
        GgufFixtures.of("llama").put("llama.block_count", 2_000_000_000).bytes(), "asks for");
    assertRefused(
        GgufFixtures.of("llama").put("llama.feed_forward_length", 51).bytes(),
        "blk.0.ffn_gate.weight must be [51, 48], and is [52, 48]");
    assertRefused(
        GgufFixtures.of("llama").put("llama.expert_count", 8).bytes(),
        "a mixture of experts is not supported");
    assertRefused(
        GgufFixtures.of("llama").put("llama.rope.scaling.type", "longrope").bytes(),
        "rotary positions of the type longrope are unknown; known are none, linear and yarn");
    assertRefused(
        GgufFixtures.of("llama").put("llama.rope.dimension_count", 4).bytes(),
        "turning a part of each head is not supported");
  }

  private void assertNotImported(GgufWriter writer, String message) throws IOException {
    var file = file(writer.bytes());
    var out = folder.resolve("out");
    assertThatThrownBy(() -> Gguf.importTo(file, out, HubListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void tokenizersThatAreUnknown() throws IOException {
    assertNotImported(GgufFixtures.of("gpt2"), "tokenizer.ggml.tokens is missing");
    assertNotImported(vocabulary("bert"), "its tokenizer is 'bert'; known are gpt2 and llama");
    assertNotImported(
        vocabulary("gpt2").put("tokenizer.ggml.pre", "tekken"),
        "it cuts words as 'tekken' does; known are gpt-2, llama-bpe, qwen2");
    assertNotImported(
        vocabulary("gpt2").put("tokenizer.ggml.eos_token_id", 400),
        "tokenizer.ggml.eos_token_id is 400, and there are 400 tokens");
    assertNotImported(
        vocabulary("gpt2").put("tokenizer.ggml.token_type", List.of(1, 2, 3)),
        "tokenizer.ggml.token_type has 3 entries, and there are 400 tokens");
    assertNotImported(
        vocabulary("gpt2").put("tokenizer.ggml.tokens", GgufFixtures.tokens(401)),
        "its tokenizer has 401 tokens, and its model 400");
    assertNotImported(
        vocabulary("gpt2").put("tokenizer.ggml.tokens", List.of("a", "a")),
        "token 1, 'a', is there twice");
  }

  private static GgufWriter vocabulary(String model) {
    return GgufFixtures.of("gpt2")
        .put("tokenizer.ggml.model", model)
        .put("tokenizer.ggml.tokens", GgufFixtures.tokens(400));
  }
}
