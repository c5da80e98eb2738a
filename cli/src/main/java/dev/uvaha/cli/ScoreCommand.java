package dev.uvaha.cli;

import dev.uvaha.text.metrics.AlignedLines;
import dev.uvaha.text.metrics.Bleu;
import dev.uvaha.text.metrics.BleuConfig;
import dev.uvaha.text.metrics.ChrF;
import dev.uvaha.text.metrics.ChrFConfig;
import dev.uvaha.text.metrics.SacreBleuFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// Compares translations with references.
@Command(
    name = "score",
    description = "Print BLEU and chrF of translations, as sacreBLEU does.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha score --hypotheses mine.uk --references test.uk",
      "  uvaha score --hypotheses mine.uk --references test.uk.gz --json",
      "",
      "Line n of one file belongs to line n of the other."
    })
final class ScoreCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--hypotheses",
      required = true,
      paramLabel = "FILE",
      description = "What was translated, a sentence a line, plain or .gz.")
  private Path hypotheses = Path.of("");

  @Option(
      names = "--references",
      required = true,
      paramLabel = "FILE",
      description = "What it should be, line by line.")
  private Path references = Path.of("");

  @Option(names = "--json", description = "Print JSON: bleu, chrf, signatures.")
  private boolean json;

  ScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var lines = AlignedLines.read(hypotheses, references);
    var bleu = new Bleu(BleuConfig.DEFAULT).corpus(lines.hypotheses(), lines.references());
    var chrF = new ChrF(ChrFConfig.CHRF).corpus(lines.hypotheses(), lines.references());
    if (json) {
      var signatures = new LinkedHashMap<String, String>();
      signatures.put("bleu", bleu.signature());
      signatures.put("chrf", chrF.signature());
      var report = new LinkedHashMap<String, Object>();
      report.put("bleu", bleu.value());
      report.put("chrf", chrF.value());
      report.put("signatures", signatures);
      console.print(JsonMapper.shared().writeValueAsString(report));
    } else {
      console.print(SacreBleuFormat.text(List.of(bleu, chrF)));
    }
    return 0;
  }
}
