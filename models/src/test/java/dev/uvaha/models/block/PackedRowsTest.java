package dev.uvaha.models.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.RotaryFrequencies;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.Llama;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedRowsTest {
  private static final int VOCABULARY = 29;
  private static final int LONGEST = 23;

  /// Sums come in another order, and rotary angles differ by a turn of the whole row.
  private static final float TOLERANCE = 2e-5f;

  enum Kind {
    GPT,
    LLAMA;

    CausalTransformer create(double dropout) {
      Randomness.seed(7);
      return switch (this) {
        case GPT -> Gpt.create(GptConfig.of(VOCABULARY, 3, 2, 14, LONGEST, dropout));
        case LLAMA ->
            Llama.create(
                new LlamaConfig(
                    VOCABULARY,
                    3,
                    new AttentionConfig(12, 2, 1, 6, 0),
                    31,
                    LONGEST,
                    new RotaryFrequencies.Plain(10_000),
                    1e-5,
                    LlamaConfig.Biases.NONE,
                    LlamaConfig.Head.OWN));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherDocumentInTheRowChangesNothing(Kind kind) {
    try (var _ = TensorScope.open()) {
      var model = kind.create(0);
      var before = ids(5, 1);
      var own = ids(7, 2);
      var after = ids(11, 3);
      var alone = model.forward(row(own), new int[] {7}, Mode.INFERENCE, Trace.none());
      var numbers = numbers(5, 7, 11);
      var packed = model.forwardPacked(row(joined(before, own, after)), numbers, Mode.INFERENCE);
      close(packed.narrow(1, 5, 7), alone);
      var others =
          model.forwardPacked(row(joined(ids(5, 17), own, ids(11, 19))), numbers, Mode.INFERENCE);
      assertThat(others.narrow(1, 5, 7).toFloats())
          .isEqualTo(packed.narrow(1, 5, 7).contiguous().toFloats());
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneDocumentIsAnOrdinaryRow(Kind kind) {
    try (var _ = TensorScope.open()) {
      var model = kind.create(0);
      var ids = row(ids(13, 5));
      close(
          model.forwardPacked(ids, new int[13], Mode.INFERENCE),
          model.forward(ids, new int[] {13}, Mode.INFERENCE, Trace.none()));
    }
  }

  @Test
  void documentsAreOneNumberForEachToken() {
    try (var _ = TensorScope.open()) {
      var model = Kind.GPT.create(0);
      assertThatThrownBy(() -> model.forwardPacked(row(ids(5, 1)), new int[3], Mode.INFERENCE))
          .hasMessage(
              "CausalTransformer: ids must be [B, T] with a document's number for each, got [1, 5] and 3 numbers");
    }
  }

  @ParameterizedTest
  @EnumSource
  void computingBlocksAgainGivesTheSameGradients(Kind kind) {
    var model = kind.create(0.1);
    var kept = gradients(model, Activations.KEPT);
    var again = gradients(model, Activations.RECOMPUTED);
    assertThat(again).hasSameSizeAs(kept);
    for (var i = 0; i < kept.size(); i++) assertThat(again.get(i)).isEqualTo(kept.get(i));
  }

  private enum Activations {
    KEPT,
    RECOMPUTED
  }

  private static List<float[]> gradients(CausalTransformer model, Activations activations) {
    model.parameters().values().forEach(parameter -> parameter.clearGradient());
    Randomness.seed(11);
    try (var _ = TensorScope.open()) {
      var all = joined(ids(17, 3), ids(17, 5));
      var ids = Tensors.indices(all, 2, 17);
      var documents = joined(numbers(5, 12), numbers(17));
      var targets = Tensors.indices(joined(ids(17, 7), ids(17, 9)), 2, 17);
      if (activations == Activations.RECOMPUTED) {
        var pass = model.forwardRecomputed(ids, documents, Mode.TRAINING);
        Loss.crossEntropy(pass.logits(), targets, 0, -100).backward();
        pass.backward();
      } else {
        var logits = model.forwardPacked(ids, documents, Mode.TRAINING);
        Loss.crossEntropy(logits, targets, 0, -100).backward();
      }
      var gradients = new ArrayList<float[]>();
      for (var parameter : model.parameters().values())
        gradients.add(parameter.gradient().orElseThrow().toFloats());
      return gradients;
    }
  }

  private static int[] ids(int length, long seed) {
    return new Random(seed).ints(length, 0, VOCABULARY).toArray();
  }

  private static int[] numbers(int... lengths) {
    var numbers = new int[Arrays.stream(lengths).sum()];
    var at = 0;
    for (var document = 0; document < lengths.length; document++)
      for (var i = 0; i < lengths[document]; i++) numbers[at++] = document;
    return numbers;
  }

  private static int[] joined(int[]... parts) {
    return Stream.of(parts).flatMapToInt(Arrays::stream).toArray();
  }

  private static Tensor row(int[] ids) {
    return Tensors.indices(ids, 1, ids.length);
  }

  private static void close(Tensor found, Tensor expected) {
    var values = found.contiguous().toFloats();
    var wanted = expected.contiguous().toFloats();
    assertThat(values).hasSameSizeAs(wanted);
    for (var i = 0; i < values.length; i++)
      assertThat(values[i]).isCloseTo(wanted[i], within(TOLERANCE));
  }
}
