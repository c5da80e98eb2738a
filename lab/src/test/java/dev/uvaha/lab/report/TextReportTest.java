package dev.uvaha.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextReportTest {
  @Test
  void columnsAreAlignedWordsLeftAndNumbersRight() {
    var findings =
        new Findings()
            .table(
                new Table(
                    "errors",
                    "Errors",
                    List.of("net", "R²", "error"),
                    List.of(List.of("увага", "0.9", "12"), List.of("rnn", "0.12", "1 (0–2)"))));
    assertThat(TextReport.lines(findings))
        .containsExactly(
            "Errors",
            "  net      R²    error",
            "  увага   0.9       12",
            "  rnn    0.12  1 (0–2)",
            "");
  }

  @Test
  void whatWasNotSeenStandsOut() {
    var findings =
        new Findings()
            .verdict(new Verdict("one", true, "a"))
            .verdict(new Verdict("two", false, "b"));
    assertThat(TextReport.lines(findings))
        .containsExactly("seen      one", "          a", "NOT SEEN  two", "          b");
  }
}
