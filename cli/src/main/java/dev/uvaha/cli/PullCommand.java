package dev.uvaha.cli;

import dev.uvaha.hub.pull.ModelName;
import dev.uvaha.hub.pull.ModelPull;
import dev.uvaha.hub.pull.ModelSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Fetches a model from a hub.
@Command(
    name = "pull",
    description = "Fetch a model from huggingface.co or a mirror of it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha pull HuggingFaceTB/SmolLM2-135M-Instruct",
      "  uvaha pull openai-community/gpt2 --out checkpoints/gpt2 --revision main",
      "  uvaha pull ORG/NAME --mirror https://hub.example.org",
      "  uvaha pull ORG/NAME --file NAME.Q4_K_M.gguf",
      "",
      "Only what is needed is fetched: sizes, tokenizer, chat template, safetensors.",
      "Ctrl-C or a broken connection loses nothing: pull again, and it goes on. Every",
      "file's checksum is looked at. In the environment:",
      "  HF_TOKEN=...      opens gated and private models",
      "  HF_ENDPOINT=URL   the hub, as by --mirror"
    })
final class PullCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ORG/NAME", description = "The model.")
  private String model = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write. Default: checkpoints/NAME.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description = "A branch, a tag or a commit. Default: ${DEFAULT-VALUE}.")
  private String revision = "main";

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "Another hub than https://huggingface.co.")
  private Optional<String> mirror = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "NAME",
      description = "Fetch this file alone, such as a GGUF; may come often.")
  private List<String> files = List.of();

  PullCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var name = ModelName.parse(model, revision);
    var site = ModelSite.of(mirror, console.environment());
    var folder = out.orElseGet(() -> Path.of("checkpoints", name.name()));
    try (var view = new PullView(console)) {
      var pull = new ModelPull(site, view);
      if (files.isEmpty()) pull.pull(name, folder);
      else pull.pull(name, folder, files);
    }
    console.note("uvaha: %s is in %s".formatted(name, folder));
    return 0;
  }
}
