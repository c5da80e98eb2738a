package dev.uvaha.cli;

import dev.uvaha.hub.HuggingFace;
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
      "  uvaha export checkpoints/smollm --out exported/smollm",
      "",
      "The folder has config.json, model.safetensors in float32 and what the model's",
      "folder says of its use: tokenizer, chat template, tokens that end a text.",
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

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    HuggingFace.export(from, out);
    console.note("uvaha: wrote " + out);
    return 0;
  }
}
