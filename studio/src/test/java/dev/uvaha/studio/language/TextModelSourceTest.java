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
    assertThat(source.folder()).contains(MODELS.resolve(name));
  }

  @Test
  void readsTheModelOnce() {
    var source = TextModelSource.of(Optional.of(MODELS.resolve("gpt2")), runs);
    assertThat(source.model()).isSameAs(source.model());
    assertThat(source.model().name()).isEqualTo("gpt2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "vit", "marian", "none"})
  void aFolderOfAnotherKindIsForOtherPages(String name) throws IOException {
    assertThat(TextModelSource.of(Optional.of(MODELS.resolve(name)), runs).folder()).isEmpty();
    var trained = runs.resolve("jdk-prose");
    Files.createDirectories(trained);
    for (var file : new String[] {"config.json", "model.safetensors"})
      Files.copy(MODELS.resolve("gpt2").resolve(file), trained.resolve(file));
    assertThat(TextModelSource.of(Optional.of(MODELS.resolve(name)), runs).folder())
        .contains(trained);
  }

  @Test
  void withoutOneItSaysHowToGetOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextModelSource.of(Optional.empty(), runs).model())
        .withMessage("there is no language model: ./uvaha train jdk-prose, or give one by --model");
  }
}
