package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Hugging Face computes from tiny checkpoints, in float32.
class HuggingFaceParityTest {
  private static final double TOLERANCE = 1e-4;

  static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(HuggingFaceParityTest.class.getResource("/fixtures/" + name), name)
              .toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static SafetensorsFile expected(String name) {
    return SafetensorsFile.open(folder(name).resolve("expected.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2", "llama31"})
  void logitsStatesAndAttentionAreHuggingFaces(String name) {
    var model = HuggingFace.languageModel(folder(name));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected(name)) {
        var trace = Trace.recording();
        var ids = expected.tensor("input.input_ids");
        var logits = model.forward(ids, lengths(expected), Mode.INFERENCE, trace);
        Fixture.assertClose("logits", logits, expected.tensor("logits"), TOLERANCE);
        assertTraced(expected, trace);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2", "llama31"})
  void greedyContinuationsAreHuggingFaces(String name) {
    var model = HuggingFace.languageModel(folder(name));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected(name);
          var cache = model.cache()) {
        var greedy = expected.tensor("greedy").toLongs();
        var prompt = (int) expected.tensor("input.input_ids").size(1);
        var next = Arrays.copyOf(greedy, prompt);
        var written = new long[greedy.length];
        System.arraycopy(next, 0, written, 0, prompt);
        for (var i = prompt; i < greedy.length; i++) {
          var logits = model.next(Tensors.of(next, 1, next.length), cache);
          written[i] = logits.argmax(-1).toLongs()[0];
          next = new long[] {written[i]};
        }
        assertThat(written).isEqualTo(greedy);
      }
    });
  }

  @Test
  void bertFillsGapsAsHuggingFaceDoes() {
    var model = HuggingFace.bert(folder("bert"));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected("bert")) {
        var trace = Trace.recording();
        var states =
            model.encode(
                expected.tensor("input.input_ids"),
                expected.tensor("input.token_type_ids"),
                lengths(expected),
                Mode.INFERENCE,
                trace);
        Fixture.assertClose("logits", model.logits(states), expected.tensor("logits"), TOLERANCE);
        assertTraced(expected, trace);
      }
    });
  }

  @Test
  void sentencesAreTheMeanOfTheirTokens() {
    var model = HuggingFace.bert(folder("bert_encoder"));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected("bert_encoder")) {
        var ids = expected.tensor("input.input_ids");
        var lengths = lengths(expected);
        var segments = Tensors.zerosLike(ids);
        var trace = Trace.recording();
        var states = model.encode(ids, segments, lengths, Mode.INFERENCE, trace);
        Fixture.assertClose(
            "mean", Bert.meanPooled(states, lengths), expected.tensor("mean_pooled"), TOLERANCE);
        assertTraced(expected, trace);
        assertThatThrownBy(() -> model.logits(states)).hasMessageContaining("no head");
      }
    });
  }

  private static void assertTraced(SafetensorsFile expected, Trace trace) {
    var traced = expected.names().stream().filter(name -> name.matches(".*s\\.\\d+")).toList();
    assertThat(traced).isNotEmpty();
    assertThat(trace.tensors()).containsOnlyKeys(traced);
    trace
        .tensors()
        .forEach(
            (name, tensor) -> Fixture.assertClose(name, tensor, expected.tensor(name), TOLERANCE));
  }

  private static int[] lengths(SafetensorsFile expected) {
    Tensor mask = expected.tensor("input.attention_mask");
    var columns = (int) mask.size(1);
    var real = mask.toLongs();
    return IntStream.range(0, (int) mask.size(0))
        .map(row -> (int) Arrays.stream(real, row * columns, (row + 1) * columns).sum())
        .toArray();
  }
}
