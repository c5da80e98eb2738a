package dev.uvaha.cli;

import dev.uvaha.hub.ModelImport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a model from elsewhere in.
@Command(
    name = "import",
    description = "Take a model of Hugging Face's, or a GGUF file, into a folder of its own.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha import SmolLM2-135M-Instruct.Q8_0.gguf --out checkpoints/smollm",
      "  uvaha import ~/downloads/gpt2 --out checkpoints/gpt2",
      "  uvaha import ~/downloads/opus-mt-en-uk --out checkpoints/en-uk",
      "",
      "The model is checked first, tensor by tensor. GPT-2, Llama, Mistral, Qwen2 and",
      "BERT stay as they are; a GGUF file (llama, qwen2, gpt2; F32, F16, BF16, Q8_0,",
      "Q4_0, Q4_1, Q4_K, Q6_K) becomes such a folder in float32; a Marian becomes a",
      "translator."
    })
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "DIR|FILE.gguf",
      description = "A folder with config.json and safetensors, or a GGUF file.")
  private Path from = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write; it must not hold a model yet.")
  private Path out = Path.of("");

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var progress = new HubProgress(console, "importing")) {
      ModelImport.run(from, out, progress);
    }
    console.note("uvaha: wrote " + out);
    return 0;
  }
}
