package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.tensor.Autocast;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTest {
  private static final int WIDTH = 7;
  private static final int VOCABULARY = 11;

  private record Tied(Embedding embedding, Linear output, List<LayerNorm> norms) implements Layer {
    static Tied create() {
      var embedding = Embedding.create(VOCABULARY, WIDTH);
      return new Tied(
          embedding,
          new Linear(embedding.weight(), java.util.Optional.empty()),
          List.of(LayerNorm.create(WIDTH), LayerNorm.create(WIDTH)));
    }

    @Override
    public void describe(Description description) {
      description.layer("embedding", embedding).layers("norms", norms).layer("output", output);
    }
  }

  @Test
  void sharedParametersAreListedOnceUnderTheirFirstName() {
    var model = Tied.create();
    assertThat(model.parameters().keySet())
        .containsExactly(
            "embedding.weight", "norms.0.weight", "norms.0.bias", "norms.1.weight", "norms.1.bias");
    assertThat(model.parameterCount()).isEqualTo(VOCABULARY * WIDTH + 4 * WIDTH);
  }

  @Test
  void twoParametersOfOneNameAreRefused() {
    Layer twice =
        description ->
            description
                .parameter("weight", Initialization.zeros(2))
                .parameter("weight", Initialization.zeros(3));
    assertThatThrownBy(twice::parameters).hasMessage("two parameters are named weight");
  }

  @Test
  void wrongShapesAreNamedAtTheDoor() {
    try (var _ = TensorScope.open()) {
      var input = Tensors.zeros(2, 5, 3);
      assertThatThrownBy(() -> Linear.create(WIDTH, 13).forward(input))
          .hasMessage("Linear: input must be […, 7], got [2, 5, 3]");
      assertThatThrownBy(() -> LayerNorm.create(WIDTH).forward(input))
          .hasMessage("LayerNorm: input must be […, 7], got [2, 5, 3]");
      assertThatThrownBy(() -> RmsNorm.create(WIDTH).forward(input))
          .hasMessage("RmsNorm: input must be […, 7], got [2, 5, 3]");
      assertThatThrownBy(() -> Loss.crossEntropy(input, Tensors.indices(new int[2], 2), 0, 0))
          .hasMessageStartingWith("crossEntropy: targets must be the logits' shape [2, 5, 3]");
      assertThatThrownBy(() -> Loss.binaryCrossEntropy(input, Tensors.zeros(2, 5)))
          .hasMessage("binaryCrossEntropy: targets must be [2, 5, 3], got [2, 5]");
      assertThatThrownBy(() -> Loss.meanSquaredError(input, Tensors.zeros(2, 5)))
          .hasMessage("meanSquaredError: target must be [2, 5, 3], got [2, 5]");
    }
  }

  @Test
  void idsOutOfTheVocabularyAreNamed() {
    try (var _ = TensorScope.open()) {
      var embedding = Embedding.withPadding(VOCABULARY, WIDTH, 0);
      assertThatThrownBy(() -> embedding.forward(Tensors.zeros(2)))
          .hasMessageStartingWith("Embedding: ids must be INT64");
      for (var id : new int[] {-1, VOCABULARY})
        assertThatThrownBy(() -> embedding.forward(Tensors.indices(new int[] {3, id}, 2)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("embedding(INT64 [2], FLOAT32 [11, 7]): ");
    }
  }

  @Test
  void autocastLeavesParametersAndTheirGradientsInFloat32() {
    var layer = Linear.create(WIDTH, 13);
    try (var _ = TensorScope.open()) {
      var input = Tensors.zeros(2, WIDTH).fillInPlace(1);
      dev.uvaha.tensor.Tensor loss;
      try (var _ = Autocast.bfloat16(Device.CPU)) {
        var output = layer.forward(input);
        assertThat(output.dataType()).isEqualTo(DataType.BFLOAT16);
        loss = output.to(DataType.FLOAT32).sum();
      }
      loss.backward();
      assertThat(layer.weight().value().dataType()).isEqualTo(DataType.FLOAT32);
      var gradient = layer.weight().gradient().orElseThrow();
      assertThat(gradient.dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(gradient.toFloats()).containsOnly(2);
    }
  }

  @Test
  void convertingKeepsTheValuesAndTheCountOfTensors() {
    var layer = Linear.create(WIDTH, 13);
    var before = layer.weight().value().toFloats();
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open()) {
        layer.convertTo(DataType.FLOAT64);
        assertThat(layer.weight().value().dataType()).isEqualTo(DataType.FLOAT64);
        layer.moveTo(Device.CPU);
      }
      layer.convertTo(DataType.FLOAT32);
    });
    assertThat(layer.weight().value().toFloats()).containsExactly(before);
    assertThat(layer.weight().value().requiresGradient()).isTrue();
  }
}
