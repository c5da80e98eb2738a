package dev.uvaha.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.LiveTensors;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
  /// bf16 keeps 8 bits: half a step of the last, relative.
  private static final double BFLOAT16_ROUNDING = 1.0 / 256;

  @TempDir private Path folder;

  @BeforeEach
  void seed() {
    Randomness.seed(17);
  }

  private record Pair(Linear first, Linear second) implements Layer {
    static Pair of(int inner) {
      return new Pair(Linear.create(3, inner), Linear.create(inner, 2));
    }

    @Override
    public void describe(Description description) {
      description.layer("first", first).layer("second", second);
    }
  }

  @Test
  void savedWeightsComeBackBitForBit() {
    var path = folder.resolve("model.safetensors");
    var saved = Pair.of(5);
    var loaded = Pair.of(5);
    Weights.save(saved, path);
    var before = LiveTensors.count();
    Weights.load(loaded, folder);
    assertThat(LiveTensors.count()).isEqualTo(before);
    loaded
        .parameters()
        .forEach((name, parameter) ->
            assertThat(parameter.value().contentEquals(value(saved, name))).as(name).isTrue());
  }

  @Test
  void bfloat16OnDiskIsHalfTheSizeAndFillsFloat32() throws IOException {
    var whole = folder.resolve("whole.safetensors");
    var half = folder.resolve("half.safetensors");
    var saved = Linear.withoutBias(331, 337);
    var loaded = Linear.withoutBias(331, 337);
    Weights.save(saved, whole);
    Weights.save(saved, half, DataType.BFLOAT16, Map.of("seed", "17"));
    assertThat(Files.size(half)).isLessThan(Files.size(whole) / 2 + 200);
    Weights.load(loaded, half);
    assertThat(value(loaded, "weight").dataType()).isEqualTo(DataType.FLOAT32);
    Fixture.assertClose(
        "weight", value(loaded, "weight"), value(saved, "weight"), BFLOAT16_ROUNDING);
    assertThatThrownBy(() -> Weights.save(saved, half, DataType.INT8, Map.of()))
        .hasMessage("weights are saved in a floating type, not in INT8");
  }

  @Test
  void everyMistakeIsInOneLineAndNothingIsSet() {
    var path = folder.resolve("other.safetensors");
    var model = Pair.of(5);
    try (var _ = TensorScope.open()) {
      Safetensors.write(
          path,
          Map.of(
              "first.weight", Tensors.zeros(5, 3),
              "first.bias", Tensors.zeros(7),
              "second.weight", Tensors.zeros(2, 5).to(DataType.INT64),
              "third.weight", Tensors.zeros(1)),
          Map.of());
      var before = value(model, "first.weight").copy();
      assertThatThrownBy(() -> Weights.load(model, path))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessage(
              path
                  + ": a checkpoint of another architecture: it lacks 'second.bias';"
                  + " it has 'third.weight' that the model lacks;"
                  + " it differs in 'first.bias', which must be [5] and is [7],"
                  + " 'second.weight', which must be floating and is INT64");
      assertThat(value(model, "first.weight").contentEquals(before)).isTrue();
    }
  }

  private static Tensor value(Layer layer, String name) {
    var parameter = layer.parameters().get(name);
    if (parameter == null) throw new AssertionError("no parameter " + name);
    return parameter.value();
  }
}
