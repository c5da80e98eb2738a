package dev.uvaha.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The files of the page hold together.
final class PageFilesTest {
  private static final Path PAGE = Path.of("src/main/resources/dev/uvaha/studio/page");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
  private static final Pattern UKRAINIAN = Pattern.compile("[ыэъёЫЭЪЁ]");

  private static List<Path> files(String folder, String ending) throws IOException {
    try (var files = Files.walk(PAGE.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /// Everything is said in both languages, with the same placeholders.
  @Test
  void everyTextIsThereInBothLanguages() throws IOException {
    var texts = files("i18n", ".en.json");
    assertThat(texts).isNotEmpty();
    assertThat(files("i18n", ".uk.json")).hasSameSizeAs(texts);
    var mapper = JsonMapper.shared();
    for (var file : texts) {
      var english = mapper.readTree(Files.readString(file));
      var other = Path.of(file.toString().replace(".en.json", ".uk.json"));
      var ukrainian = mapper.readTree(Files.readString(other));
      assertThat(ukrainian.propertyNames())
          .as("%s", other)
          .containsExactlyInAnyOrderElementsOf(english.propertyNames());
      for (var key : english.propertyNames()) {
        var text = ukrainian.get(key).stringValue();
        assertThat(placeholders(text))
            .as("%s: %s", other, key)
            .isEqualTo(placeholders(english.get(key).stringValue()));
        assertThat(UKRAINIAN.matcher(text).find()).as("%s: %s", other, key).isFalse();
      }
    }
  }

  private static Set<String> placeholders(String text) {
    var found = new TreeSet<String>();
    PLACEHOLDER.matcher(text).results().forEach(one -> found.add(one.group()));
    return found;
  }

  /// Text is never markup.
  @Test
  void noScriptWritesMarkup() throws IOException {
    var scripts = files("", ".js");
    assertThat(scripts).isNotEmpty();
    for (var script : scripts)
      assertThat(Files.readString(script))
          .as("%s", script)
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }
}
