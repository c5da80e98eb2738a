package dev.uvaha.studio.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.http.Worker;
import dev.uvaha.studio.TinyRuns;
import dev.uvaha.studio.pages.StudioContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VisionModelsTest {
  @TempDir private Path folder;

  private VisionModels find(Optional<Path> model) {
    try (var worker = new Worker()) {
      return VisionModels.find(new StudioContext(worker, model, folder.resolve("runs")));
    }
  }

  @Test
  void withoutAChoiceTheOneOfTheLibraryClassifies() throws IOException {
    TinyRuns.vit(folder.resolve("runs/vit"));
    var models = find(Optional.empty());
    assertThat(models.classifierName()).isEmpty();
    assertThat(models.completion()).isEmpty();
    var star = VisionView.shapes().indexOf("star");
    assertThat(models.classifier().classify(VisionView.shape(star, 0)).label()).isEqualTo("star");
  }

  @Test
  void whatIsChosenClassifiesIfItCan() throws IOException {
    assertThat(find(Optional.of(TinyRuns.vit(folder.resolve("chosen")))).classifierName())
        .isEqualTo("chosen");
    assertThat(find(Optional.of(TinyRuns.gpt(folder.resolve("writes")))).classifierName())
        .isEmpty();
  }

  @Test
  void aRunsMaskedAutoencoderCompletes() throws IOException {
    TinyRuns.mae(folder.resolve("runs/told"));
    assertThat(find(Optional.empty()).completionName()).isEqualTo("told");
  }
}
