package dev.uvaha.studio.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class SlidesTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path PAGE = Path.of("src/main/resources/dev/uvaha/studio/page");

  @Test
  void everyClassIsThere() {
    assertThat(Slides.ALL).hasSizeGreaterThan(30);
    for (var slide : Slides.ALL)
      for (var name : slide.classes())
        assertThat(isThere(name)).as("%s: %s", slide.id(), name).isTrue();
  }

  /// A file, a package, or a class within a file.
  private static boolean isThere(String name) {
    var words = List.of(name.split("\\."));
    var sources = REPOSITORY.resolve(words.get(2)).resolve("src/main/java");
    var path = sources.resolve(name.replace('.', '/'));
    if (Files.isDirectory(path)) return true;
    if (Files.isRegularFile(path.resolveSibling(path.getFileName() + ".java"))) return true;
    var outer = path.getParent();
    var file = outer.resolveSibling(outer.getFileName() + ".java");
    try {
      return Files.isRegularFile(file)
          && Files.readString(file).matches("(?s).*\\b(class|record|interface|enum) %s\\b.*"
              .formatted(words.getLast()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everySlideHasItsTitleAndText() throws IOException {
    var texts = JsonMapper.shared().readTree(Files.readString(PAGE.resolve("i18n/lecture.en.json")));
    for (var slide : Slides.ALL)
      assertThat(texts.propertyNames()).contains(slide.id() + ".title", slide.id() + ".text");
    assertThat(Slides.ALL).extracting(Slide::id).doesNotHaveDuplicates();
  }

  /// The order is the lecture's.
  @Test
  void partsFollowOneAnother() {
    assertThat(Slides.ALL).extracting(slide -> slide.part().ordinal()).isSorted();
  }
}
