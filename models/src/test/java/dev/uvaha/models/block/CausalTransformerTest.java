package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.KeyValueCache;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.llama.LlamaConfig.Biases;
import dev.uvaha.models.llama.LlamaConfig.Head;
import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalTransformerTest {
  private static final int VOCABULARY = 47;
  private static final int CONTEXT = 43;

  /// Sums of some twenty float32 products may come in another order.
  private static final double TOLERANCE = 1e-5;

  private static LanguageModel model(String kind) {
    Randomness.seed(5);
    return switch (kind) {
      case "gpt" -> Gpt.create(GptConfig.of(VOCABULARY, 3, 2, 22, CONTEXT, 0.1));
      case "llama" ->
          Llama.create(
              new LlamaConfig(
                  VOCABULARY,
                  3,
                  new AttentionConfig(24, 6, 3, 4, 0),
                  31,
                  CONTEXT,
                  new RotaryFrequencies.Plain(10_000),
                  1e-5,
                  Biases.INPUTS,
                  Head.OWN));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Tensor alone(LanguageModel model, KeyValueCache cache, int... ids) {
    return model.next(Tensors.indices(model.device(), ids, 1, ids.length), cache);
  }

  private static Tensor together(
      LanguageModel model, List<KeyValueCache> caches, List<int[]> pieces) {
    var ids = pieces.stream().flatMapToInt(Arrays::stream).toArray();
    var counts = pieces.stream().mapToInt(piece -> piece.length).toArray();
    return model.next(Tensors.indices(model.device(), ids, ids.length), counts, caches);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt, cpu, FLOAT32",
    "llama, cpu, FLOAT32",
    "gpt, jvm, FLOAT32",
    "gpt, jvm, FLOAT16",
    "gpt, jvm, QINT8",
    "llama, jvm, QINT8"
  })
  void sequencesReadTogetherAreReadAsAlone(String kind, String device, DataType matrices) {
    var model = model(kind);
    model.moveTo(Device.parse(device));
    model.convertMatricesTo(matrices);
    var random = new SplittableRandom(7);
    Autograd.noGradient(() -> {
      var beside = Stream.generate(model::cache).limit(3).toList();
      var lonely = Stream.generate(model::cache).limit(3).toList();
      // a long piece beside single tokens; some sequences wait while others go on
      var steps = List.of(new int[] {5, 1, 13}, new int[] {1, 1, 7}, new int[] {11, 0, 1});
      for (var step : steps) {
        try (var _ = TensorScope.open()) {
          var taking = IntStream.range(0, 3).filter(i -> step[i] > 0).toArray();
          var pieces =
              Arrays.stream(taking)
                  .mapToObj(i -> random.ints(step[i], 0, VOCABULARY).toArray())
                  .toList();
          var caches = Arrays.stream(taking).mapToObj(beside::get).toList();
          var logits = together(model, caches, pieces);
          assertThat(logits.shape().sizes()).containsExactly(taking.length, VOCABULARY);
          for (var row = 0; row < taking.length; row++)
            Fixture.assertClose(
                "row " + row,
                logits.narrow(0, row, 1).to(Device.CPU),
                alone(model, lonely.get(taking[row]), pieces.get(row)).to(Device.CPU),
                TOLERANCE);
        }
      }
      assertThat(beside.stream().map(KeyValueCache::length)).containsExactly(17, 2, 21);
      Stream.concat(beside.stream(), lonely.stream()).forEach(KeyValueCache::close);
    });
  }

  @Test
  void sequencesReadTogetherLeaveNothingBehind() {
    var model = model("llama");
    LeakCheck.assertNothingIsLeft(() ->
        Autograd.noGradient(() -> {
          try (var _ = TensorScope.open();
              var first = model.cache();
              var second = model.cache()) {
            together(model, List.of(first, second), List.of(new int[] {1, 2, 3}, new int[] {4}));
          }
        }));
  }

  @Test
  void aSequenceBeyondTheContextIsRefusedBeforeAnyIsRead() {
    var model = model("gpt");
    try (var _ = TensorScope.open();
        var first = model.cache();
        var second = model.cache()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              together(model, List.of(first, second), List.of(new int[1], new int[CONTEXT + 1])))
          .withMessage("a sequence must have 1 to 43 tokens, got 44");
      assertThat(first.length()).isZero();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> together(model, List.of(first), List.of(new int[1], new int[1])))
          .withMessageContaining("got 2 counts and 1 caches");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> together(model, List.of(first, second), List.of(new int[1], new int[0])))
          .withMessageContaining("a count must be 1 or more, got [1, 0]");
    }
  }
}
