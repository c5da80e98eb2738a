package dev.uvaha.studio.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /// A package, a class of a file of its own, or one within another's.
  private static boolean isThere(String name) {
    var module = name.split("\\.", -1)[2];
    var sources = REPOSITORY.resolve(module).resolve("src/main/java");
    var path = name.replace('.', '/');
    if (Files.isDirectory(sources.resolve(path))) return true;
    if (Files.isRegularFile(sources.resolve(path + ".java"))) return true;
    var end = path.lastIndexOf('/');
    var outer = sources.resolve(path.substring(0, end) + ".java");
    try {
      return Files.isRegularFile(outer)
          && Files.readString(outer)
              .matches(
                  "(?s).*\\b(class|record|interface|enum) %s\\b.*"
                      .formatted(path.substring(end + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// So that a stop opens its page as it says.
  @Test
  void everyStateIsOneThatItsPageReads() throws IOException {
    for (var slide : Slides.ALL) {
      var page = scripts(slide.page());
      assertThat(page).as("the page of %s", slide.id()).isNotEmpty();
      for (var name : slide.state().keySet())
        assertThat(page)
            .as("%s: %s of %s", slide.id(), name, slide.page())
            .contains("'" + name + "'");
    }
  }

  /// The page's script, and those that are its own: `PAGE-….js`.
  private static String scripts(String id) throws IOException {
    try (var files = Files.list(PAGE.resolve("pages"))) {
      var all = new StringBuilder();
      for (var file : files.sorted().toList())
        if (file.getFileName().toString().matches("%s(-.*)?\\.js".formatted(id)))
          all.append(Files.readString(file));
      return all.toString();
    }
  }

  @Test
  void everySlideHasItsTitleAndText() throws IOException {
    var texts =
        JsonMapper.shared().readTree(Files.readString(PAGE.resolve("i18n/lecture.en.json")));
    for (var slide : Slides.ALL)
      assertThat(texts.propertyNames()).contains(slide.id() + ".title", slide.id() + ".text");
    assertThat(Slides.ALL).extracting(Slide::id).doesNotHaveDuplicates();
  }

  /// No part is left and come back to.
  @Test
  void partsFollowOneAnother() {
    assertThat(Slides.ALL).extracting(Slide::part).isSorted();
  }
}
