package dev.uvaha.benchmarks.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Results as Markdown, and the page that shows them between two markers.
final class Page {
  static final String BEGIN = "<!-- measured: begin, written by benchmarks/run --publish -->";
  static final String END = "<!-- measured: end -->";

  private static final double GREAT = 100;
  private static final double SMALL = 10;

  private Page() {}

  /// A section for each contest.
  static String markdown(List<ContestResult> results) {
    return results.stream().map(Page::section).collect(Collectors.joining("\n"));
  }

  /// Replaces what stands between the markers of a page.
  ///
  /// @throws IOException if the page cannot be read or written, or has no markers
  static void update(Path page, List<ContestResult> results) throws IOException {
    var text = Files.readString(page);
    var begin = text.indexOf(BEGIN);
    var end = text.indexOf(END);
    if (begin < 0 || end < begin)
      throw new IOException(page + " has lost the markers that results stand between");
    Files.writeString(
        page, text.substring(0, begin) + BEGIN + "\n" + markdown(results) + text.substring(end));
  }

  private static String section(ContestResult result) {
    var rows = result.rows().stream().map(Page::row).collect(Collectors.joining("\n"));
    return """
    ### %s
    %s

    | what | unit | Uvaha | PyTorch | ratio (lowest–highest) | goal | met |
    |---|---|---:|---:|---:|---|---|
    %s
    """
        .formatted(result.title(), measuredOn(result), rows);
  }

  private static String measuredOn(ContestResult result) {
    var measured = result.measured();
    var versions =
        measured.versions().entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", "));
    var others = result.otherCores();
    var quiet =
        others <= QuietMachine.QUIET
            ? String.format(Locale.ROOT, "the machine was quiet (others took %.2f cores)", others)
            : String.format(
                Locale.ROOT, "**the machine was not quiet: others took up to %.1f cores**", others);
    return "%s · %s · %s · %s · threads: %d · rounds: %d · %s."
        .formatted(
            measured.date(),
            measured.processor(),
            measured.system(),
            versions,
            measured.threads(),
            measured.rounds(),
            quiet);
  }

  private static String row(Comparison row) {
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            row.what(),
            row.unit(),
            figure(row.ours()),
            row.peer().map(Page::figure).orElse(""),
            row.ratio()
                .map(ratio ->
                    String.format(
                        Locale.ROOT,
                        "%.2f× (%.2f–%.2f)",
                        ratio.median(),
                        ratio.lowest(),
                        ratio.highest()))
                .orElse(""),
            row.goal().map(Comparison.Verdict::goal).orElse(""),
            row.goal().map(verdict -> verdict.met() ? "yes" : "**no**").orElse(""));
  }

  /// A number without needless digits: `1.2`, `0.8`, `2`.
  static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.valueOf(value);
  }

  private static String figure(double value) {
    var digits = Math.abs(value) >= GREAT ? 0 : Math.abs(value) >= SMALL ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
