package dev.uvaha.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.ExampleExperiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Plot.Axis;
import dev.uvaha.lab.Plot.Series;
import dev.uvaha.lab.Plot.Side;
import dev.uvaha.lab.Range;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class LabReportTest {
  @TempDir Path folder;
  @TempDir Path parts;

  @BeforeEach
  void write() {
    var findings =
        new Findings()
            .setting("batch", 7)
            .figure("error/attention", new Range(List.of(0.5, 0.25)))
            .table(
                new Table(
                    "errors",
                    "Errors",
                    List.of("net, layers", "says"),
                    List.of(List.of("a\nb", "\"1 < 2\""), List.of("plain", ""))))
            .plot(
                new Plot.Lines(
                    "loss",
                    "Loss",
                    Axis.linear("epoch"),
                    Axis.logarithmic("error, squared"),
                    List.of(Series.line("a", List.of(1.0, 2.0), List.of(10.0, 0.5)))))
            .plot(
                new Plot.Heat(
                    "map", "Map", "rows", "columns", List.of(List.of(1.0, 2.0), List.of(3.0, 4.0))))
            .plot(
                new Plot.Heat(
                    "named",
                    "Named",
                    new Side("looks", List.of("first")),
                    new Side("is looked at", List.of("a", "b, c")),
                    List.of(List.of(0.25, 0.75))))
            .verdict(new Verdict("1 < 2 is seen", true, "1 and 2"))
            .verdict(new Verdict("2 < 1 is seen", false, "2 and 1"));
    new LabReport(new ExampleExperiment(findings), ExampleExperiment.study(parts), findings)
        .write(folder);
  }

  @Test
  void resultsSayWhichExpectationsWereSeen() throws IOException {
    var results = JsonMapper.shared().readTree(read("results.json"));
    assertThat(results.path("experiment").asString()).isEqualTo("example");
    assertThat(results.path("scale").asString()).isEqualTo("quick");
    assertThat(results.path("seeds").toString()).isEqualTo("[1,2]");
    assertThat(results.path("settings").path("batch").asInt()).isEqualTo(7);
    assertThat(results.path("verdicts").toString())
        .isEqualTo("{\"1 < 2 is seen\":true,\"2 < 1 is seen\":false}");
    assertThat(results.path("figures").path("error/attention").toString())
        .isEqualTo("{\"median\":0.375,\"lowest\":0.25,\"highest\":0.5,\"values\":[0.5,0.25]}");
  }

  @Test
  void pageNeedsNothingFromElsewhereAndEscapesText() throws IOException {
    var page = read("index.html");
    assertThat(page)
        .contains("<h1>Is 1 &lt; 2 &amp; &quot;2&quot; &gt; 1?</h1>")
        .contains("<span class=\"seen\">seen</span> 1 &lt; 2 is seen")
        .contains("<span class=\"unseen\">not seen</span> 2 &lt; 1 is seen")
        .contains("href=\"results.json\"", "href=\"errors.csv\"", "href=\"loss.svg\"")
        .contains("medians over 2 seeds")
        .doesNotContain("src=\"http", "href=\"http");
    assertThat(page.split("<svg", -1)).as("all plots").hasSizeGreaterThan(3);
  }

  @Test
  void tablesAreQuotedAsTheStandardSays() throws IOException {
    assertThat(read("errors.csv"))
        .isEqualTo("\"net, layers\",says\r\n\"a\nb\",\"\"\"1 < 2\"\"\"\r\nplain,\r\n");
  }

  @Test
  void plotsAreNumbersToo() throws IOException {
    assertThat(read("loss.csv"))
        .isEqualTo("series,epoch,\"error, squared\"\r\na,1.0,10.0\r\na,2.0,0.5\r\n");
    assertThat(read("map.csv")).isEqualTo("rows / columns,0,1\r\n0,1.0,2.0\r\n1,3.0,4.0\r\n");
    assertThat(read("named.csv"))
        .isEqualTo("looks / is looked at,a,\"b, c\"\r\nfirst,0.25,0.75\r\n");
  }

  @Test
  void plotsOfBothKindsAreDrawn() throws IOException {
    assertThat(read("loss.svg")).startsWith("<svg").contains("Loss", "epoch", "error, squared");
    assertThat(read("map.svg")).startsWith("<svg").contains("Map", "rows", "columns");
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
