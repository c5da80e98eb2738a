package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.catalog.Experiments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the pages about the lecture point at.
final class LecturePageTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern COMMAND = Pattern.compile("`\\./uvaha ([a-z]+)([^`]*)`");
  private static final Pattern EXPERIMENT = Pattern.compile("^ ([a-z]+)");
  private static final Pattern CHOSEN_TEST =
      Pattern.compile("^ -pl ([a-z]+) -am -Dtest=(\\w+) -Dsurefire.failIfNoSpecifiedTests=false$");

  enum Page {
    ENGLISH("docs/lecture.md"),
    UKRAINIAN("docs/lecture.uk.md");

    private final Path file;

    Page(String file) {
      this.file = REPOSITORY.resolve(file);
    }

    String text() throws IOException {
      return Files.readString(file);
    }

    List<Row> rows() throws IOException {
      var lines = text().lines().filter(line -> line.startsWith("|")).skip(2).toList();
      assertThat(lines).as("rows of " + file).hasSizeGreaterThan(20);
      return lines.stream().map(Row::of).toList();
    }
  }

  /// A slide.
  record Row(String slide, String formula, String classes, String command) {
    static Row of(String line) {
      var cells = CELL_BORDER.split(line.strip());
      assertThat(cells).as(line).hasSize(5); // the first one is what stands before the border
      return new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip());
    }

    /// What a language does not change.
    String sameInAllLanguages() {
      return classes + " | " + command;
    }

    MatchResult parsedCommand() {
      var matcher = COMMAND.matcher(command);
      assertThat(matcher.matches()).as("%s: a command, got %s", slide, command).isTrue();
      return matcher.toMatchResult();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyLinkedFileExists(Page page) throws IOException {
    var links = LINK.matcher(page.text()).results().map(link -> link.group(1)).toList();
    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> assertThat(page.file.resolveSibling(link)).exists());
  }

  @ParameterizedTest
  @EnumSource
  void everyRowNamesAFormulaAndAClass(Page page) throws IOException {
    for (var row : page.rows()) {
      assertThat(row.formula()).as(row.slide()).isNotEmpty();
      assertThat(row.classes()).as(row.slide()).containsPattern(LINK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRowNamesACommandThatThereIs(Page page) throws IOException {
    for (var row : page.rows())
      assertThat(UvahaTest.commands()).as(row.slide()).contains(row.parsedCommand().group(1));
  }

  @ParameterizedTest
  @EnumSource
  void everyExperimentThatIsNamedExists(Page page) throws IOException {
    var names = arguments(page, "lab", EXPERIMENT).map(lab -> lab.group(1)).toList();
    assertThat(names).isNotEmpty();
    assertThat(Experiments.all().stream().map(Experiment::name)).containsAll(names);
  }

  @ParameterizedTest
  @EnumSource
  void everyTestThatIsNamedExists(Page page) throws IOException {
    var tests = arguments(page, "test", CHOSEN_TEST).toList();
    assertThat(tests).isNotEmpty();
    for (var test : tests)
      try (var files = Files.walk(REPOSITORY.resolve(test.group(1)).resolve("src/test/java"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .as("tests of " + test.group(1))
            .contains(test.group(2) + ".java");
      }
  }

  @Test
  void bothLanguagesNameTheSameClassesAndCommandsRowByRow() throws IOException {
    assertThat(Page.UKRAINIAN.rows().stream().map(Row::sameInAllLanguages))
        .containsExactlyElementsOf(
            Page.ENGLISH.rows().stream().map(Row::sameInAllLanguages).toList());
  }

  /// What follows a command, wherever a row names it.
  private static Stream<MatchResult> arguments(Page page, String command, Pattern pattern)
      throws IOException {
    return page.rows().stream()
        .map(Row::parsedCommand)
        .filter(parsed -> parsed.group(1).equals(command))
        .map(parsed -> {
          var matcher = pattern.matcher(parsed.group(2));
          assertThat(matcher.find()).as(parsed.group()).isTrue();
          return matcher.toMatchResult();
        });
  }
}
