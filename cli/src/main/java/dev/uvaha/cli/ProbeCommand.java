package dev.uvaha.cli;

import dev.uvaha.vision.Encoders;
import dev.uvaha.vision.PictureSource;
import dev.uvaha.vision.selfsupervised.Probe;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tells what an encoder's features are worth.
@Command(
    name = "probe",
    description =
        "Tell how well classes can be read from an encoder's frozen features: by a linear map, and by"
            + " the 20 nearest neighbours.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha probe --model runs/mae --data shapes:20000",
      "  uvaha probe --model runs/fashion-mnist-mae \\",
      "    --data idx:/usr/share/datasets/fashion-mnist"
    })
final class ProbeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The folder of a run of MAE or DINO, or a ViT's.")
  private Path model = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "PICTURES",
      required = true,
      description =
          "As in a recipe: a folder with train and test, idx:FOLDER, cifar:FOLDER or"
              + " shapes:COUNT.")
  private String data = "";

  ProbeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var encoder = Encoders.load(model);
    var probe = Probe.of(encoder, Encoders.normalisation(model, encoder), PictureSource.of(data));
    console.print(
        String.format(
            Locale.ROOT,
            "%,d pictures known, %,d asked%nlinear  %.4f%nk-NN    %.4f",
            probe.known(),
            probe.asked(),
            probe.linear(),
            probe.neighbours()));
    return 0;
  }
}
