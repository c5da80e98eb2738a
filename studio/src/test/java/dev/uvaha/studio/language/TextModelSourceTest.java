package dev.uvaha.studio.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextModelSourceTest {
  private static final Path MODELS = Path.of("../hub/src/test/resources/fixtures");

  @TempDir private Path runs = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "qwen2"})
  void takesTheFolderThatWasAskedFor(String name) {
    var source = TextModelSource.of(Optional.of(MODELS.resolve(name)), runs);
    assertThat(source.folder(Optional.empty())).isEqualTo(MODELS.resolve(name));
  }

  @Test
  void readsTheModelOnce() {
    var source = TextModelSource.of(Optional.of(MODELS.resolve("gpt2")), runs);
    var model = source.model(Optional.empty());
    assertThat(source.model(Optional.of("gpt2"))).isSameAs(model);
    assertThat(model.name()).isEqualTo("gpt2");
  }

  @Test
  void namesAllAsTheyAreNow() throws IOException {
    var source = TextModelSource.of(Optional.of(MODELS.resolve("gpt2")), runs);
    assertThat(source.folders()).containsOnlyKeys("gpt2");
    for (var run : new String[] {"b", "jdk-prose", "a", "gpt2"}) trained(run);
    Files.createDirectories(runs.resolve("c"));
    assertThat(source.folders().sequencedKeySet()).containsExactly("gpt2", "jdk-prose", "a", "b");
    assertThat(source.folder(Optional.of("gpt2"))).isEqualTo(MODELS.resolve("gpt2"));
    assertThat(source.model(Optional.of("b")).name()).isEqualTo("b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source.model(Optional.of("c")))
        .withMessage("there is no language model 'c': there are gpt2, jdk-prose, a, b");
  }

  private Path trained(String run) throws IOException {
    var folder = Files.createDirectories(runs.resolve(run));
    for (var file : new String[] {"config.json", "model.safetensors", "tokenizer.json"})
      Files.copy(MODELS.resolve("gpt2").resolve(file), folder.resolve(file));
    return folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "vit", "marian", "none"})
  void aFolderOfAnotherKindIsForOtherPages(String name) throws IOException {
    var source = TextModelSource.of(Optional.of(MODELS.resolve(name)), runs);
    assertThat(source.folders()).isEmpty();
    var trained = trained("jdk-prose");
    assertThat(source.folder(Optional.empty())).isEqualTo(trained);
  }

  @Test
  void withoutOneItSaysHowToGetOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextModelSource.of(Optional.empty(), runs).model(Optional.empty()))
        .withMessage("there is no language model: ./uvaha train jdk-prose, or give one by --model");
  }
}
