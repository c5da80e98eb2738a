package dev.uvaha.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.DrawnShapes.Clutter;
import dev.uvaha.images.sets.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSourceTest {
  private static final PictureSource.Folder PHOTOS = new PictureSource.Folder(Path.of("photos"));
  private static final PictureSource.Idx FASHION = new PictureSource.Idx(Path.of("fashion"));

  @Test
  void theFormsOfASourceAreReadAlike() {
    assertThat(PictureSource.of("photos")).isEqualTo(PHOTOS);
    assertThat(PictureSource.of("folder:photos")).isEqualTo(PHOTOS);
    assertThat(PictureSource.of(Map.of("folder", "photos"))).isEqualTo(PHOTOS);
    assertThat(PictureSource.of("idx:fashion")).isEqualTo(FASHION);
    assertThat(PictureSource.of(Map.of("idx", "fashion"))).isEqualTo(FASHION);
    assertThat(PictureSource.of("shapes")).isEqualTo(PictureSource.of("shapes:20000"));
    assertThat(PictureSource.of("shapes:130"))
        .isEqualTo(PictureSource.of(Map.of("shapes", 130)))
        .isEqualTo(PictureSource.of(Map.of("shapes", 130, "side", 32)));
    assertThat(PictureSource.of("C:\\photos"))
        .isEqualTo(new PictureSource.Folder(Path.of("C:\\photos")));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (var source :
        List.of(
            PictureSource.of("shapes"),
            new PictureSource.Shapes(130, 17),
            new PictureSource.Shapes(130, 17, Clutter.NONE),
            PHOTOS,
            new PictureSource.Folder(Path.of("shapes"), 19),
            FASHION,
            new PictureSource.Cifar(Path.of("cifar"))))
      assertThat(PictureSource.of(source.written())).isEqualTo(source);
  }

  @Test
  void aCommandIsToldOnlyWhatItCanMeasureBy(@TempDir Path folder) throws IOException {
    for (var option : List.of("shapes:130", "idx:fashion", "cifar:cifar"))
      assertThat(PictureSource.of(option).option()).contains(option);
    assertThat(new PictureSource.Shapes(130, 17).option()).isEmpty();
    assertThat(new PictureSource.Shapes(130, 32, Clutter.NONE).option()).isEmpty();
    var photos = PictureSource.of("folder:" + folder);
    assertThat(photos.option()).isEmpty();
    Files.createDirectory(folder.resolve("test"));
    assertThat(photos.option()).contains("folder:" + folder);
  }

  @Test
  void shapesHaveTheSideThatIsSaid() {
    var pictures = new PictureSource.Shapes(23, 17).open(Part.TRAIN);
    assertThat(pictures.size()).isEqualTo(23);
    assertThat(pictures.picture(0).height()).isEqualTo(17);
    assertThat(new PictureSource.Shapes(23, 17).test().orElseThrow().size()).isEqualTo(10);
  }

  @Test
  void whatIsNoSourceIsRefused() {
    for (var wrong :
        List.of(
            "",
            "video:x",
            "shapes:many",
            12,
            Map.of(),
            Map.of("idx", "a", "cifar", "b"),
            Map.of("idx", "a", "side", 28),
            Map.of("folder", "a", "side", "large"),
            Map.of("folder", "a", "side", 0)))
      assertThatThrownBy(() -> PictureSource.of(wrong))
          .as("%s", wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("idx:FOLDER, cifar:FOLDER, folder:FOLDER or shapes:COUNT");
  }

  @Test
  void withoutLabelsAFolderNeedsNoClasses(@TempDir Path folder) throws IOException {
    for (var i = 0; i < 7; i++)
      Files.write(
          folder.resolve(i + ".png"), PngFile.bytes(new DrawnShapes(9, Part.TRAIN, i).picture(i)));
    var source = new PictureSource.Folder(folder);
    assertThat(source.unlabelled().size()).isEqualTo(7);
    assertThat(source.unlabelled().name(0)).isEqualTo(folder.resolve("0.png").toString());
    assertThatThrownBy(() -> source.open(Part.TRAIN))
        .hasMessageContaining("has no folders of classes");
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    assertThatThrownBy(source::unlabelled).hasMessageContaining("notes.txt");
  }
}
