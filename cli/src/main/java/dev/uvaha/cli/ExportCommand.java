package dev.uvaha.cli;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.tensor.DataType;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a model as Hugging Face's library reads it.
@Command(
    name = "export",
    description = "Write a model as a folder that Hugging Face's library reads.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha export runs/mine --out exported/mine",
      "  uvaha export runs/vit --type bfloat16 --out exported/vit",
      "",
      "The folder has config.json, model.safetensors and what the model's folder says",
      "of its use: tokenizer, chat template, tokens that end a text.",
      "A translator becomes a Marian, which needs the recipe's model.positions:",
      "sinusoidal-halves and model.block.normOrder: post."
    })
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The model's folder.")
  private Path from = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write; it must not hold a model yet.")
  private Path out = Path.of("");

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of the weights: float32, bfloat16 or float16. Default: ${DEFAULT-VALUE}.")
  private String type = "float32";

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var written =
        switch (type) {
          case "float32" -> DataType.FLOAT32;
          case "bfloat16" -> DataType.BFLOAT16;
          case "float16" -> DataType.FLOAT16;
          default ->
              throw new IllegalArgumentException(
                  "--type must be float32, bfloat16 or float16, got " + type);
        };
    try (var progress = new HubProgress(console, "exporting")) {
      HuggingFace.export(from, out, written, progress);
    }
    console.note("uvaha: wrote " + out);
    return 0;
  }
}
