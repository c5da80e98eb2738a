package dev.uvaha.nn.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.nn.Fixture;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QINT8") // is not written
  void everyTypeComesBackAsItWas(DataType type) {
    var path = folder.resolve("a.safetensors");
    try (var _ = TensorScope.open()) {
      var matrix = Tensors.of(new float[] {0, 1, 1, 0, 1, 0}, 2, 3).to(type);
      var scalar = Tensors.of(new float[] {1}).to(type);
      var empty = Tensors.zeros(3, 0).to(type);
      Safetensors.write(path, Map.of("m", matrix, "s", scalar, "e", empty), Map.of("k", "v"));
      try (var file = SafetensorsFile.open(path)) {
        assertThat(file.names()).containsExactlyInAnyOrder("e", "m", "s");
        assertThat(file.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(file.dataType("m")).isEqualTo(type);
        assertThat(file.shape("e").is(3, 0)).isTrue();
        assertThat(file.tensor("m").contentEquals(matrix)).isTrue();
        assertThat(file.tensor("s").contentEquals(scalar)).isTrue();
        assertThat(file.tensor("e").contentEquals(empty)).isTrue();
      }
    }
  }

  /// These files are from Python's writer.
  @ParameterizedTest
  @ValueSource(strings = {"linear", "embedding", "cross_entropy_smoothed", "feed_forward_swiglu"})
  void theBytesAreTheReferenceWriters(String fixture) throws IOException {
    var path = folder.resolve("same.safetensors");
    try (var _ = TensorScope.open();
        var file = SafetensorsFile.open(Fixture.path(fixture))) {
      var tensors = new TreeMap<String, Tensor>();
      for (var name : file.names()) tensors.put(name, file.tensor(name));
      Safetensors.write(path, tensors, file.metadata());
    }
    assertThat(path).hasSameBinaryContentAs(Fixture.path(fixture));
  }

  private static List<DataType> written() {
    return Arrays.stream(DataType.values()).filter(type -> type != DataType.QINT8).toList();
  }

  @Test
  void tensorsBeginAtMultiplesOfTheirElements() throws IOException {
    var path = folder.resolve("mixed.safetensors");
    try (var _ = TensorScope.open()) {
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var type : written())
        tensors.put("odd " + type, Tensors.zeros(7).fillInPlace(1).to(type));
      Safetensors.write(path, tensors, Map.of());
      try (var file = SafetensorsFile.open(path)) {
        for (var type : written()) {
          var tensor = file.tensor("odd " + type);
          assertThat(tensor.segment().address() % type.bytes()).isZero();
          assertThat(tensor.to(DataType.FLOAT32).toFloats()).containsOnly(1).hasSize(7);
        }
      }
    }
    assertThat(Files.readAllBytes(path)[0] % 8).isZero();
  }

  @Test
  void tensorsOutliveTheirFileAndChangingThemLeavesIt() throws IOException {
    var path = folder.resolve("a.safetensors");
    try (var _ = TensorScope.open()) {
      Safetensors.write(path, Map.of("x", Tensors.of(new float[] {2, 3, 5}, 3)), Map.of());
      var before = Files.readAllBytes(path);
      var file = SafetensorsFile.open(path);
      var tensor = file.tensor("x");
      file.close();
      assertThatThrownBy(() -> file.tensor("x"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the checkpoint is closed: " + path);
      tensor.addInPlace(tensor);
      assertThat(tensor.toFloats()).containsExactly(4, 6, 10);
      assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }
  }

  @Test
  void readingReleasesNativeMemory() {
    LeakCheck.assertNothingIsLeft(() -> {
      try (var _ = TensorScope.open();
          var file = SafetensorsFile.open(Fixture.path("linear"))) {
        for (var name : file.names()) file.tensor(name);
      }
    });
  }

  @Test
  void viewsAndGradientsAreWrittenInOrder() {
    var path = folder.resolve("view.safetensors");
    try (var _ = TensorScope.open()) {
      var matrix = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).requireGradient();
      Safetensors.write(path, Map.of("t", matrix.transpose(0, 1)), Map.of());
      try (var file = SafetensorsFile.open(path)) {
        assertThat(file.tensor("t").toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
      }
    }
  }

  @Test
  void namesMayBeAnyText() {
    var path = folder.resolve("names.safetensors");
    var names = new String[] {"увага", "a\"b\\c\n", "", "\u0001", "😀"};
    try (var _ = TensorScope.open()) {
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var name : names) tensors.put(name, Tensors.zeros(1));
      Safetensors.write(path, tensors, Map.of("увага", "a\"\n"));
      try (var file = SafetensorsFile.open(path)) {
        assertThat(file.names()).containsExactlyInAnyOrder(names);
        assertThat(file.metadata()).isEqualTo(Map.of("увага", "a\"\n"));
      }
      assertThatThrownBy(
              () -> Safetensors.write(path, Map.of("__metadata__", Tensors.zeros(1)), Map.of()))
          .hasMessage("no tensor may be named __metadata__");
    }
  }

  @Test
  void aFailedWriteLeavesWhatWasThereAndNothingElse() throws IOException {
    var path = folder.resolve("taken.safetensors");
    Files.createDirectory(path);
    Files.writeString(path.resolve("inside"), "precious");
    try (var tensor = Tensors.zeros(3)) {
      assertThatThrownBy(() -> Safetensors.write(path, Map.of("x", tensor), Map.of()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("cannot write " + path + ": ");
    }
    assertThat(path.resolve("inside")).hasContent("precious");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void shardsAreOneCheckpoint() throws IOException {
    try (var _ = TensorScope.open()) {
      writeShards("{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}}");
      try (var checkpoint = Checkpoint.open(folder)) {
        assertThat(checkpoint.names()).containsExactlyInAnyOrder("a", "b");
        assertThat(checkpoint.shape("b").is(3)).isTrue();
        assertThat(checkpoint.tensor("a").toFloats()).containsExactly(1, 1);
        assertThat(checkpoint.tensor("b").toFloats()).containsExactly(2, 2, 2);
        assertThat(checkpoint.metadata()).isEqualTo(Map.of("format", "pt"));
        assertThatThrownBy(() -> checkpoint.tensor("c"))
            .hasMessageEndingWith("index.json: there is no tensor 'c'");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"weight_map\": {\"a\": \"one.safetensors\", \"b\": \"one.safetensors\"}}",
        "{\"weight_map\": {\"a\": \"one.safetensors\"}, \"x\": [}",
        "{\"weight_map\": {\"a\": \"one.safetensors\", \"c\": \"one.safetensors\"}}",
        "{\"weight_map\": {\"c\": \"one.safetensors\"}}",
        "{\"weight_map\": {\"a\": \"../one.safetensors\"}}",
        "{\"weight_map\": {\"a\": \"/etc/one.safetensors\"}}",
        "{\"weight_map\": {\"a\": [\"one.safetensors\"]}}",
        "{\"weight_map\": [\"one.safetensors\"]}",
        "{\"weight_map\": {\"a\": \"one.safetensors\", \"a\": \"two.safetensors\"}}",
        "{}",
        "[]",
        "",
      })
  void anIndexThatLiesIsRefusedInOneLine(String index) throws IOException {
    try (var _ = TensorScope.open()) {
      writeShards(index);
      assertThatThrownBy(() -> Checkpoint.open(folder))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageStartingWith(folder.toString())
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    var missing = folder.resolve("missing.safetensors");
    assertThatThrownBy(() -> Checkpoint.open(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + missing + ": there is no such file");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("has no model.safetensors");
    assertThatThrownBy(() -> SafetensorsFile.open(folder))
        .hasMessageContaining("is a folder, not a file");
  }

  private void writeShards(String index) throws IOException {
    var notes = Map.of("format", "pt");
    var a = Tensors.zeros(2).fillInPlace(1);
    var b = Tensors.zeros(3).fillInPlace(2);
    Safetensors.write(folder.resolve("one.safetensors"), Map.of("a", a), notes);
    Safetensors.write(folder.resolve("two.safetensors"), Map.of("b", b), notes);
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), index, StandardCharsets.UTF_8);
  }
}
