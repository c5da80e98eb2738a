package dev.uvaha.cli;

import dev.uvaha.studio.Studio;
import dev.uvaha.studio.StudioConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves Studio until it is stopped.
@Command(
    name = "studio",
    description = "Look into models from a web page.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha studio",
      "  uvaha studio --model checkpoints/gpt2",
      "  uvaha studio --model runs/mine --port 0 --no-browser",
      "",
      "Any model will do: a translator, a language model, a classifier of pictures;",
      "each page shows what it can of it, and what is embedded otherwise. Ctrl-C ends",
      "it."
    })
final class StudioCommand implements Callable<Integer> {
  private final Console console;
  private final SystemBrowser browser;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The folder of a model of any kind. Default: what is embedded.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "The folder of run folders to watch. Default: ${DEFAULT-VALUE}.")
  private Path runs = StudioConfig.DEFAULT.runs();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}, this machine alone.")
  private String host = StudioConfig.DEFAULT.host();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Default: ${DEFAULT-VALUE}; 0 for any free one.")
  private int port = StudioConfig.DEFAULT.port();

  @Option(names = "--no-browser", description = "Don't open the page, only say where it is.")
  private boolean opensNothing;

  StudioCommand(Console console) {
    this(console, SystemBrowser.ofThisMachine());
  }

  StudioCommand(Console console, SystemBrowser browser) {
    this.console = console;
    this.browser = browser;
  }

  @Override
  public Integer call() throws InterruptedException {
    var config = new StudioConfig(host, port, model, runs);
    var studio = Studio.start(config);
    Runtime.getRuntime().addShutdownHook(new Thread(studio::close, "uvaha-shutdown"));
    console.note("uvaha: Studio is at %s (Ctrl-C ends it)".formatted(studio.address()));
    if (config.isOpenToAll()) console.note("uvaha: whoever reaches %s may use it".formatted(host));
    if (!opensNothing && !browser.open(studio.address()))
      console.note("uvaha: no browser could be started: open the address yourself");
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }
}
