package dev.uvaha.cli;

import dev.uvaha.generation.BatchLimits;
import dev.uvaha.language.TextEmbedder;
import dev.uvaha.server.RequestLimits;
import dev.uvaha.server.ServedModel;
import dev.uvaha.server.Server;
import dev.uvaha.server.ServerConfig;
import dev.uvaha.tensor.Device;
import dev.uvaha.translation.Translator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Serves models over HTTP until it is stopped.
@Command(
    name = "serve",
    description = "Serve models over HTTP, by the API that OpenAI's clients speak.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha serve --model checkpoints/SmolLM2-135M-Instruct",
      "  uvaha serve --embedder checkpoints/all-MiniLM-L6-v2 --port 0",
      "  UVAHA_API_KEY=... uvaha serve --model checkpoints/gpt2 --host 0.0.0.0",
      "",
      "  curl http://127.0.0.1:8080/v1/translations \\",
      "    -H 'Content-Type: application/json' -d '{\"input\": \"The cat sleeps.\"}'",
      "",
      "A model's name is that of its folder. With no model at all the embedded",
      "translator is served. UVAHA_THREADS says how many processor cores are used.",
      "Ctrl-C ends it, once the requests that run are answered; again, at once."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Path EMBEDDED = Path.of("embedded");

  private final Console console;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "A language model of Hugging Face's kind; may be given several times.")
  private List<Path> models = List.of();

  @Mixin private WeightsOption weights = new WeightsOption(Device.CPU);

  @Option(
      names = "--embedder",
      paramLabel = "DIR",
      description = "A BERT of Hugging Face's kind, for embeddings; may be given several times.")
  private List<Path> embedders = List.of();

  @Option(
      names = "--translator",
      paramLabel = "DIR",
      description = "A translator that training wrote, or 'embedded'; may be given several times.")
  private List<Path> translators = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}, this machine alone.")
  private String host = ServerConfig.DEFAULT.host();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Default: ${DEFAULT-VALUE}; 0 for any free one.")
  private int port = ServerConfig.DEFAULT.port();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:UVAHA_API_KEY}",
      description =
          "What clients must send as a bearer token; better by the environment: UVAHA_API_KEY.")
  private Optional<String> apiKey = Optional.empty();

  @Option(
      names = "--texts",
      paramLabel = "N",
      description = "Texts that a model writes side by side. Default: ${DEFAULT-VALUE}.")
  private int texts = BatchLimits.DEFAULT.running();

  @Option(
      names = "--waiting",
      paramLabel = "N",
      description = "Texts that may wait for a place; more are refused. Default: ${DEFAULT-VALUE}.")
  private int waiting = BatchLimits.DEFAULT.waiting();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Tokens that one text may have. Default: ${DEFAULT-VALUE}.")
  private int tokens = RequestLimits.DEFAULT.tokens();

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description =
          "How long requests may still take when the server is ended. Default: ${DEFAULT-VALUE}.")
  private long drain = ServerConfig.DEFAULT.drain().toSeconds();

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    var config =
        new ServerConfig(
            host,
            port,
            apiKey.filter(key -> !key.isEmpty()),
            RequestLimits.DEFAULT.withTokens(tokens),
            ServerConfig.DEFAULT.patience(),
            Duration.ofSeconds(drain));
    var served = served(BatchLimits.DEFAULT.withRunning(texts).withWaiting(waiting));
    var server = Server.start(config, served);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "uvaha-shutdown"));
    console.note(
        "uvaha: serving %s at http://%s:%d/v1"
            .formatted(
                String.join(", ", served.stream().map(ServedModel::name).toList()),
                host.contains(":") ? "[" + host + "]" : host,
                server.port()));
    if (config.isOpenToAll())
      console.note(
          "uvaha: whoever reaches %s may use it: set UVAHA_API_KEY to change that".formatted(host));
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  private List<ServedModel> served(BatchLimits limits) {
    var served = new ArrayList<ServedModel>();
    for (var folder : models) {
      var model = weights.load(folder);
      served.add(new ServedModel.Text(model.name(), model, limits));
    }
    for (var folder : embedders) {
      var embedder = TextEmbedder.load(folder);
      served.add(new ServedModel.Embedder(embedder.name(), embedder));
    }
    var chosen = served.isEmpty() && translators.isEmpty() ? List.of(EMBEDDED) : translators;
    for (var folder : chosen)
      served.add(
          new ServedModel.Translations(
              folder.toAbsolutePath().normalize().getFileName().toString(),
              new ServedTranslator(
                  folder.equals(EMBEDDED) ? Translator.embedded() : Translator.load(folder))));
    return served;
  }
}
