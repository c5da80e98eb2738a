package dev.uvaha.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    LeakCheck.assertNothingIsLeft(() -> Weights.load(loaded, folder));
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

  /// 60, 20, 40 and 8 bytes: a shard is full before the tensor that would be too much.
  @Test
  void shardsAreWrittenAsHuggingFaceDoesAndComeBack() {
    var saved = Pair.of(5);
    var loaded = Pair.of(5);
    Weights.saveShards(saved, folder, DataType.FLOAT32, 64, Map.of("format", "pt"));
    assertThat(folder)
        .isDirectoryContaining("glob:**/model-00001-of-00003.safetensors")
        .isDirectoryContaining("glob:**/model-00003-of-00003.safetensors")
        .isDirectoryNotContaining("glob:**/model.safetensors");
    assertThat(folder.resolve("model.safetensors.index.json"))
        .hasContent(
            "{\"metadata\":{\"total_size\":128},\"weight_map\":{"
                + "\"first.bias\":\"model-00002-of-00003.safetensors\","
                + "\"first.weight\":\"model-00001-of-00003.safetensors\","
                + "\"second.bias\":\"model-00003-of-00003.safetensors\","
                + "\"second.weight\":\"model-00002-of-00003.safetensors\"}}");
    try (var checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.metadata()).isEqualTo(Map.of("format", "pt"));
    }
    Weights.load(loaded, folder);
    loaded
        .parameters()
        .forEach((name, parameter) ->
            assertThat(parameter.value().contentEquals(value(saved, name))).as(name).isTrue());
  }

  @Test
  void whatFitsInOneShardIsOneFile() {
    Weights.saveShards(Pair.of(5), folder, DataType.FLOAT32, 128, Map.of());
    assertThat(folder.resolve("model.safetensors")).exists();
    assertThat(folder.resolve("model.safetensors.index.json")).doesNotExist();
  }

  @Test
  void aTensorLargerThanAShardHasOneOfItsOwn() {
    Weights.saveShards(Pair.of(5), folder, DataType.BFLOAT16, 1, Map.of());
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    Weights.load(Pair.of(5), folder);
  }

  @Test
  void shardsThatCouldNotAllBeWrittenAreNoCheckpoint() throws IOException {
    Files.createDirectory(folder.resolve("model-00003-of-00003.safetensors"));
    assertThatThrownBy(() -> Weights.saveShards(Pair.of(5), folder, DataType.FLOAT32, 64, Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("model-00003-of-00003.safetensors");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .hasMessageContaining("has no model.safetensors");
  }

  /// Several files can't be replaced at once: a reader could meet old and new ones mixed.
  @Test
  void shardsDoNotReplaceACheckpoint() {
    for (var most : new long[] {64, 128}) {
      var there = folder.resolve("model-" + most);
      Weights.saveShards(Pair.of(5), there, DataType.FLOAT32, most, Map.of());
      assertThatThrownBy(
              () -> Weights.saveShards(Pair.of(5), there, DataType.FLOAT32, 64, Map.of()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(there + ": holds a checkpoint already; write shards to a new folder");
    }
    assertThatThrownBy(() -> Weights.saveShards(Pair.of(5), folder, DataType.FLOAT32, 0, Map.of()))
        .hasMessage("a shard must have room for 1 byte or more, got 0");
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
