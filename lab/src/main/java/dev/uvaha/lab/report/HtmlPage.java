package dev.uvaha.lab.report;

import dev.uvaha.lab.Plot;
import dev.uvaha.lab.Table;
import dev.uvaha.lab.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An experiment as one page: question, verdicts, tables, plots, settings, and links to the files
/// beside it.
final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
             color: #1b1f24; background: #fff; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .3rem .7rem; border-bottom: 1px solid #d8dee4; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      ul.verdicts { list-style: none; padding: 0; } ul.verdicts li { margin: .5rem 0; }
      .seen { color: #1a7f37; font-weight: 600; } .unseen { color: #cf222e; font-weight: 600; }
      .scroll { overflow-x: auto; } .scroll td { white-space: nowrap; } .files { font-size: .875rem; }
      .evidence { color: #57606a; } figure { margin: 1.5rem 0; } svg { max-width: 100%; height: auto; }
      """;

  private HtmlPage() {}

  static String of(LabReport report, Map<Plot, String> drawn) {
    var experiment = report.experiment();
    var findings = report.findings();
    var body = new StringBuilder();
    body.append("<h1>").append(escaped(experiment.title())).append("</h1>\n<p>");
    body.append(escaped(experiment.question())).append("</p>\n<ul class=\"verdicts\">\n");
    for (var verdict : findings.verdicts()) body.append(verdict(verdict));
    body.append("</ul>\n").append(ranges(report.study().seeds().size()));
    for (var table : findings.tables()) body.append(table(table));
    drawn.forEach((plot, svg) -> body.append(figure(plot, svg)));
    body.append("<h2>Settings</h2>\n").append(settings(report));
    body.append(files("All figures of all seeds", "results.json"));
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    %s</body>
    </html>
    """
        .formatted(escaped(experiment.title()), STYLE, body);
  }

  private static String verdict(Verdict verdict) {
    return "<li>%s %s<br><span class=\"evidence\">%s</span></li>\n"
        .formatted(
            verdict.seen()
                ? "<span class=\"seen\">seen</span>"
                : "<span class=\"unseen\">not seen</span>",
            escaped(verdict.expectation()),
            escaped(verdict.evidence()));
  }

  private static String table(Table table) {
    return """
    <h2>%s</h2>
    <div class="scroll"><table>
    <thead>%s</thead>
    <tbody>
    %s</tbody>
    </table></div>
    %s\
    """
        .formatted(
            escaped(table.title()),
            row("th", table.header()),
            table.rows().stream().map(row -> row("td", row) + "\n").collect(Collectors.joining()),
            files("This table", table.name() + ".csv"));
  }

  private static String figure(Plot plot, String svg) {
    return "<figure>%s<figcaption>%s</figcaption></figure>\n"
        .formatted(svg, files("This plot", plot.name() + ".svg", plot.name() + ".csv"));
  }

  /// Links to files in the page's folder.
  private static String files(String what, String... names) {
    return Stream.of(names)
        .map(name -> "<a href=\"%s\">%s</a>".formatted(escaped(name), escaped(name)))
        .collect(Collectors.joining(", ", "<p class=\"files\">" + what + ": ", "</p>\n"));
  }

  /// How to read what several seeds came to.
  private static String ranges(int seeds) {
    if (seeds == 1) return "";
    return "<p>Figures are medians over %d seeds, with the lowest and the highest in brackets.</p>\n"
        .formatted(seeds);
  }

  private static String settings(LabReport report) {
    var rows = new StringBuilder();
    rows.append(row("td", List.of("scale", scale(report))));
    rows.append(row("td", List.of("seeds", report.study().seeds().toString())));
    report
        .findings()
        .settings()
        .forEach((name, value) -> rows.append(row("td", List.of(name, value.toString()))));
    LabReport.environment()
        .forEach((name, value) -> rows.append(row("td", List.of(name, value.toString()))));
    return "<div class=\"scroll\"><table>\n" + rows + "</table></div>\n";
  }

  private static String scale(LabReport report) {
    return report.study().scale().name().toLowerCase(Locale.ROOT);
  }

  private static String row(String cell, List<String> cells) {
    return cells.stream()
        .map(text -> "<%s>%s</%s>".formatted(cell, escaped(text), cell))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
