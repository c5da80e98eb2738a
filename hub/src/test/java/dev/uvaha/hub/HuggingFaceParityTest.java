package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.safetensors.Safetensors;
import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Hugging Face computes from tiny checkpoints, in float32.
class HuggingFaceParityTest {
  private static final double TOLERANCE = 1e-4;

  private static SafetensorsFile expected(String name) {
    return SafetensorsFile.open(Fixtures.folder(name).resolve("expected.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2", "llama31", "yarn"})
  void logitsStatesAndAttentionAreHuggingFaces(String name) {
    var model = HuggingFace.languageModel(Fixtures.folder(name));
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

  /// As bert-base-uncased has them.
  @Test
  void namesOfTheFirstBerts(@TempDir Path folder) throws IOException {
    var from = Fixtures.folder("bert");
    Files.copy(from.resolve("config.json"), folder.resolve("config.json"));
    try (var _ = TensorScope.open();
        var file = SafetensorsFile.open(from.resolve("model.safetensors"))) {
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var name : file.names())
        tensors.put(
            name.replace("LayerNorm.weight", "LayerNorm.gamma")
                .replace("LayerNorm.bias", "LayerNorm.beta"),
            file.tensor(name));
      assertThat(tensors.keySet()).isNotEqualTo(file.names());
      Safetensors.write(folder.resolve("model.safetensors"), tensors, Map.of());
      var expected = HuggingFace.bert(from).parameters();
      HuggingFace.bert(folder)
          .parameters()
          .forEach((name, parameter) ->
              assertThat(
                      parameter
                          .value()
                          .contentEquals(Objects.requireNonNull(expected.get(name)).value()))
                  .as(name)
                  .isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2", "llama31", "yarn"})
  void greedyContinuationsAreHuggingFaces(String name) {
    var model = HuggingFace.languageModel(Fixtures.folder(name));
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
    var model = HuggingFace.bert(Fixtures.folder("bert"));
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
    var model = HuggingFace.bert(Fixtures.folder("bert_encoder"));
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

  @ParameterizedTest
  @ValueSource(strings = {"marian", "marian_scaled"})
  void translationsAreHuggingFaces(String name) {
    var model = HuggingFace.marian(Fixtures.folder(name));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected(name)) {
        var trace = Trace.recording();
        var logits =
            model.forward(
                expected.tensor("input.input_ids"),
                lengths(expected),
                expected.tensor("input.decoder_input_ids"),
                Mode.INFERENCE,
                trace);
        Fixture.assertClose("logits", logits, expected.tensor("logits"), TOLERANCE);
        var traced = traced(expected);
        assertThat(trace.tensors()).containsKeys(traced.toArray(String[]::new));
        for (var series : traced)
          Fixture.assertClose(
              series,
              Objects.requireNonNull(trace.tensors().get(series)),
              expected.tensor(series),
              TOLERANCE);
      }
    });
  }

  @Test
  void greedyTranslationsAreHuggingFaces() {
    var model = HuggingFace.marian(Fixtures.folder("marian_scaled"));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected("marian_scaled");
          var decoding =
              model.decoding(
                  expected.tensor("input.input_ids").narrow(0, 0, 1),
                  new int[] {lengths(expected)[0]})) {
        var greedy = expected.tensor("greedy").toLongs();
        var written = new long[greedy.length];
        written[0] = model.config().padding(); // what Marian's decoder begins with
        for (var i = 1; i < greedy.length; i++)
          written[i] =
              decoding.step(Tensors.of(new long[] {written[i - 1]}, 1)).argmax(-1).toLongs()[0];
        assertThat(written).isEqualTo(greedy);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"vit", "vit_features", "vit_interpolated"})
  void picturesAreSeenAsHuggingFaceSeesThem(String name) {
    var model = HuggingFace.vit(Fixtures.folder(name));
    Autograd.noGradient(() -> {
      try (var _ = TensorScope.open();
          var expected = expected(name)) {
        var trace = Trace.recording();
        var pixels = expected.tensor("input.pixel_values");
        var features = model.features(pixels, Mode.INFERENCE, trace);
        if (model.config().labels() > 0)
          Fixture.assertClose(
              "logits", model.logits(features), expected.tensor("logits"), TOLERANCE);
        else Fixture.assertClose("pooled", features, expected.tensor("pooled"), TOLERANCE);
        assertTraced(expected, trace);
      }
    });
  }

  private static List<String> traced(SafetensorsFile expected) {
    var traced = expected.names().stream().filter(name -> name.matches(".*s\\.\\d+")).toList();
    assertThat(traced).isNotEmpty();
    return traced;
  }

  private static void assertTraced(SafetensorsFile expected, Trace trace) {
    assertThat(trace.tensors()).containsOnlyKeys(traced(expected));
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
