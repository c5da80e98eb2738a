package dev.uvaha.vision.selfsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.Picture;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.MaskedAutoencoderConfig;
import dev.uvaha.models.vit.VitEncoderConfig.Pooling;
import dev.uvaha.models.vit.VitEncoderConfig.PositionKind;
import dev.uvaha.tensor.Randomness;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCompletionTest {
  private static final int SIDE = 24;
  private static final int PATCH = 4;
  private static final Picture SHAPE = new DrawnShapes(7, Part.TEST, 1).picture(3);

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    Randomness.seed(5);
    var encoder =
        new EncoderRecipe(PATCH, 1, 12, 3, PositionKind.SINUSOIDAL, Pooling.CLASS_TOKEN, 0);
    var config =
        new MaskedAutoencoderConfig(encoder.config(SIDE, 3), 1, EncoderRecipe.block(12, 3, 0));
    Encoders.MASKED.save(MaskedAutoencoder.create(config), config, folder);
  }

  @Test
  void keepsWhatIsVisibleAndTellsTheRest() {
    var completion = PictureCompletion.load(folder);
    var told = completion.complete(SHAPE, 0.75, 11);
    var original = told.originals().getFirst();
    var masked = told.masked().getFirst();
    var completed = told.completed().getFirst();
    assertThat(original.height()).isEqualTo(SIDE);
    var grid = completion.grid();
    var hidden = 0;
    for (var row = 0; row < grid.rows(); row++)
      for (var column = 0; column < grid.columns(); column++) {
        var was = original.crop(row * PATCH, column * PATCH, PATCH, PATCH);
        var seen = masked.crop(row * PATCH, column * PATCH, PATCH, PATCH);
        if (seen.equals(was))
          assertThat(completed.crop(row * PATCH, column * PATCH, PATCH, PATCH)).isEqualTo(was);
        else hidden++;
      }
    assertThat(hidden).isEqualTo(27); // three quarters of 36
  }

  @Test
  void theSeedTellsWhichPatchesAreHidden() {
    var completion = PictureCompletion.load(folder);
    var masked = completion.complete(SHAPE, 0.5, 2).masked();
    assertThat(completion.complete(SHAPE, 0.5, 2).masked()).isEqualTo(masked);
    assertThat(completion.complete(SHAPE, 0.5, 3).masked()).isNotEqualTo(masked);
  }

  @Test
  void opensItsOwnFoldersAlone() {
    assertThat(PictureCompletion.opens(folder)).isTrue();
    assertThat(PictureCompletion.opens(folder.resolve("nothing"))).isFalse();
    assertThatThrownBy(() -> PictureCompletion.load(folder.resolve("nothing")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
