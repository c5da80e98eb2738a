package dev.uvaha.cli;

import dev.uvaha.images.PictureException;
import dev.uvaha.images.PngFile;
import dev.uvaha.training.classification.Classification;
import dev.uvaha.vision.AttentionPicture;
import dev.uvaha.vision.ImageClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/// Tells the classes of pictures.
@Command(
    name = "classify-image",
    description = "Tell the classes of pictures by a Vision Transformer, and show where it looked.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha classify-image --model runs/vit picture.png",
      "  uvaha classify-image --model runs/fashion-mnist --top 1 --json shoes/*.png",
      "  uvaha classify-image --model runs/vit --attention heads.png picture.png",
      "  uvaha classify-image --model runs/vit --attention all.png --rollout a.png",
      "",
      "The model is a folder of 'uvaha train vit', or a ViT's of Hugging Face's.",
      "A file that can't be used is told by a line; the others are answered."
    })
final class ClassifyImageCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The classifier's folder.")
  private Path model = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many classes to tell, the likeliest first. Default: ${DEFAULT-VALUE}.")
  private int top = 3;

  @Option(names = "--json", description = "Print a line of JSON for each picture.")
  private boolean writesJson;

  @Option(
      names = "--attention",
      paramLabel = "FILE.png",
      description = "Draw what each head of each layer looked at; for one picture.")
  private Optional<Path> attention = Optional.empty();

  @Option(
      names = "--rollout",
      description = "Draw what came through all layers instead (Abnar and Zuidema 2020).")
  private boolean rollsOut;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures: PNG, JPEG, GIF or BMP.")
  private List<Path> files = List.of();

  ClassifyImageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (top < 1) throw new IllegalArgumentException("--top must be 1 or more, got " + top);
    if (attention.isPresent() && files.size() > 1)
      throw new IllegalArgumentException(
          "--attention draws one picture, and %d are given".formatted(files.size()));
    if (rollsOut && attention.isEmpty())
      throw new IllegalArgumentException("--rollout needs --attention FILE.png to draw to");
    var classifier = ImageClassifier.load(model);
    var exit = 0;
    for (var file : files) {
      try {
        answer(classifier, file);
      } catch (PictureException unusable) {
        console.note("uvaha: " + TerminalText.oneLine(String.valueOf(unusable.getMessage())));
        exit = Failures.BAD_INPUT;
      }
    }
    return exit;
  }

  private void answer(ImageClassifier classifier, Path file) {
    var picture = classifier.read(file);
    var answers = classifier.classify(picture).answers();
    print(file, answers.subList(0, Math.min(top, answers.size())));
    if (attention.isEmpty()) return;
    var looked = classifier.attention(picture);
    var drawn =
        rollsOut
            ? AttentionPicture.ofRollout(picture, looked)
            : AttentionPicture.ofHeads(picture, looked);
    PngFile.write(attention.get(), drawn);
    console.note("uvaha: wrote " + attention.get());
  }

  private void print(Path file, List<Classification.Answer> answers) {
    if (writesJson) {
      console.print(JsonMapper.shared().writeValueAsString(new Line(file.toString(), answers)));
      return;
    }
    if (files.size() > 1) console.print(TerminalText.oneLine(file + ":"));
    for (var answer : answers)
      console.print(
          String.format(
              Locale.ROOT,
              "%6.2f%%  %s",
              100 * answer.probability(),
              TerminalText.oneLine(answer.label())));
  }

  /// What is told of a picture.
  private record Line(String file, List<Classification.Answer> classes) {}
}
