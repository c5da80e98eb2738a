package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GgufParityTest {
  private static final double TOLERANCE = 1e-4;
  private static final double HALF_PRECISION = 2e-3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2", "yarn"})
  void logitsAreThoseOfTheSameModelElsewhere(String name) throws IOException {
    var file = Files.write(folder.resolve("model.gguf"), GgufFixtures.of(name).bytes());
    var model = Gguf.languageModel(file);
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected =
              SafetensorsFile.open(Fixtures.folder(name).resolve("expected.safetensors"))) {
        var ids = expected.tensor("input.input_ids").narrow(0, 0, 1);
        var lengths = new int[] {(int) ids.size(1)};
        var logits = model.forward(ids, lengths, Mode.INFERENCE, Trace.none());
        Fixture.assertClose("logits", logits, expected.tensor("logits").narrow(0, 0, 1), TOLERANCE);
      }
    });
  }

  /// A file that the `gguf` package wrote: in half precision, so less near.
  @Test
  void anothersFileIsTheSameModel() {
    var model = Gguf.languageModel(Fixtures.folder("gguf").resolve("llama-f16.gguf"));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected =
              SafetensorsFile.open(Fixtures.folder("llama").resolve("expected.safetensors"))) {
        var ids = expected.tensor("input.input_ids").narrow(0, 0, 1);
        var lengths = new int[] {(int) ids.size(1)};
        var logits = model.forward(ids, lengths, Mode.INFERENCE, Trace.none());
        Fixture.assertClose(
            "logits", logits, expected.tensor("logits").narrow(0, 0, 1), HALF_PRECISION);
      }
    });
  }

  /// Blocks of random bytes, against the `gguf` package of llama.cpp's authors, bit for bit.
  @ParameterizedTest
  @EnumSource
  void blocksAreUnpackedAsPublished(GgufType type) {
    try (var _ = TensorScope.open();
        var fixture = SafetensorsFile.open(Fixtures.folder("gguf").resolve("blocks.safetensors"))) {
      var packed = fixture.tensor(type.name() + ".packed").segment();
      var expected = fixture.tensor(type.name() + ".values").toFloats();
      var values = new float[expected.length];
      type.unpack(packed, values);
      assertThat(values).containsExactly(expected, withPrecision(0f)); // but for the sign of zeros
      assertThat(packed.byteSize())
          .isEqualTo((long) expected.length / type.blockValues() * type.blockBytes());
    }
  }

  /// More values than are unpacked at once.
  @Test
  void largeTensorsAreUnpackedInPieces() throws IOException {
    var rows = 1031;
    var bytes = new byte[rows * 34 * 3];
    for (var block = 0; block < 3 * rows; block++) {
      bytes[34 * block + 1] = 0x3c; // a scale of 1
      for (var i = 0; i < 32; i++) bytes[34 * block + 2 + i] = (byte) (block + i);
    }
    var file = folder.resolve("large.gguf");
    Files.write(file, new GgufWriter().tensor("t", 8, bytes, rows, 96).bytes());
    try (var _ = TensorScope.open();
        var open = GgufFile.open(file)) {
      var values = open.tensor("t").toFloats();
      LongStream.range(0, values.length)
          .forEach(i -> assertThat(values[(int) i]).isEqualTo((float) (byte) (i / 32 + i % 32)));
    }
  }

  @Test
  void pairedRowsComeBackApart() {
    var origin = Origin.of("q").as(new Origin.Layout.Paired(3));
    try (var _ = TensorScope.open()) {
      var ours = Tensors.range(3 * 10 * 7, Device.CPU).reshape(30, 7);
      var theirs = origin.give(List.of(ours));
      assertThat(theirs.select(0, 1).contentEquals(ours.select(0, 5))).isTrue();
      assertThat(theirs.select(0, 12).contentEquals(ours.select(0, 11))).isTrue();
      assertThat(origin.take(theirs).contentEquals(ours)).isTrue();
    }
  }

  @Test
  void llama3sDivisorsAreRecognised() throws IOException {
    var config = llama3(8192);
    assertThat(config.rotary())
        .isEqualTo(
            new RotaryFrequencies.ByWavelength(
                new RotaryFrequencies.Plain(500_000), 8, 1, 4, 8192));
  }

  private LlamaConfig llama3(int original) throws IOException {
    var plain = new RotaryFrequencies.Plain(500_000);
    var scaled = new RotaryFrequencies.ByWavelength(plain, 8, 1, 4, original).of(64);
    var divisors = new float[32];
    for (var i = 0; i < 32; i++) divisors[i] = (float) (plain.of(64)[i] / scaled[i]);
    var writer =
        new GgufWriter()
            .put("general.architecture", "llama")
            .put("llama.embedding_length", 128)
            .put("llama.block_count", 1)
            .put("llama.attention.head_count", 2)
            .put("llama.feed_forward_length", 11)
            .put("llama.context_length", 131_072)
            .put("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .put("llama.rope.freq_base", 500_000f)
            .tensor("rope_freqs.weight", divisors, 32)
            .tensor("token_embd.weight", new float[3 * 128], 3, 128);
    var file = Files.write(folder.resolve("llama3.gguf"), writer.bytes());
    try (var open = GgufFile.open(file)) {
      return new GgufLlama("llama", GgufLlama.Rows.PAIRED).config(open);
    }
  }

  @Test
  void divisorsOfAnotherFormulaAreRefused() {
    assertThatThrownBy(() -> llama3(4096))
        .hasMessageContaining("rope_freqs.weight of another model than Llama 3 is not supported");
  }
}
