package dev.uvaha.cli;

import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.DrawnShapes.Clutter;
import dev.uvaha.images.sets.Part;
import dev.uvaha.training.classification.Classification;
import dev.uvaha.vision.AttentionPicture;
import dev.uvaha.vision.ImageClassifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "  uvaha classify-image --draw shape.png --attention heads.png",
      "  uvaha classify-image --attention all.png --rollout shape.png",
      "  uvaha classify-image --model runs/vit --positions positions.png",
      "  uvaha classify-image --model runs/fashion-mnist --top 1 --json shoes/*.png",
      "",
      "The embedded model knows ten kinds of drawn shapes and nothing else: circle,",
      "square, triangle, star, cross, ring, crescent, heart, arrow, bar. '--model'",
      "takes a folder of 'uvaha train vit', or a ViT's of Hugging Face's. A file that",
      "can't be used is told by a line; the others are answered."
    })
final class ClassifyImageCommand implements Callable<Integer> {
  private static final int DRAWN_SIDE = 32; // what the embedded model learnt from
  private static final int KINDS = 10;

  private final Console console;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The classifier's folder. Default: the embedded one.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--draw",
      paramLabel = "FILE.png",
      description = "First draw a shape that no model has seen to this file.")
  private Optional<Path> drawn = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which shape is drawn. Default: another each time.")
  private Optional<Long> seed = Optional.empty();

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

  @Option(
      names = "--positions",
      paramLabel = "FILE.png",
      description = "Draw how much alike the positions of patches are to the model.")
  private Optional<Path> positions = Optional.empty();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Pictures: PNG, JPEG, GIF or BMP.")
  private List<Path> files = List.of();

  ClassifyImageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (top < 1) throw new IllegalArgumentException("--top must be 1 or more, got " + top);
    if (seed.isPresent() && drawn.isEmpty())
      throw new IllegalArgumentException("--seed needs --draw FILE.png to draw to");
    drawn.ifPresent(this::draw);
    var all = Stream.concat(drawn.stream(), files.stream()).toList();
    if (all.isEmpty() && positions.isEmpty())
      throw new IllegalArgumentException(
          "no picture is given: name files, or draw one by --draw shape.png");
    if (attention.isPresent() && all.size() > 1)
      throw new IllegalArgumentException(
          "--attention draws one picture, and %d are given".formatted(all.size()));
    if (rollsOut && attention.isEmpty())
      throw new IllegalArgumentException("--rollout needs --attention FILE.png to draw to");
    var classifier = model.map(ImageClassifier::load).orElseGet(ImageClassifier::embedded);
    positions.ifPresent(
        file -> write(file, AttentionPicture.ofPositions(classifier.positionSimilarity())));
    var exit = 0;
    for (var file : all) {
      try {
        answer(classifier, file, all.size() > 1);
      } catch (PictureException unusable) {
        console.note("uvaha: " + TerminalText.oneLine(String.valueOf(unusable.getMessage())));
        exit = Failures.BAD_INPUT;
      }
    }
    return exit;
  }

  private void draw(Path file) {
    var chosen = seed.orElseGet(() -> new SplittableRandom().nextLong(Long.MAX_VALUE));
    var shapes = new DrawnShapes(DRAWN_SIDE, KINDS, Part.TEST, chosen, Clutter.USUAL);
    var number = Math.floorMod(chosen, KINDS);
    PngFile.write(file, shapes.picture(number));
    console.note(
        "uvaha: drew a picture of class %s to %s"
            .formatted(shapes.classes().get(shapes.label(number)), file));
  }

  private void answer(ImageClassifier classifier, Path file, boolean several) {
    var picture = classifier.read(file);
    var answers = classifier.classify(picture).answers();
    print(file, answers.subList(0, Math.min(top, answers.size())), several);
    if (attention.isEmpty()) return;
    var looked = classifier.attention(picture);
    var seen = classifier.seen(picture);
    var drawn =
        rollsOut
            ? AttentionPicture.ofRollout(seen, looked)
            : AttentionPicture.ofHeads(seen, looked);
    write(attention.get(), drawn);
  }

  private void write(Path file, Picture drawn) {
    PngFile.write(file, drawn);
    console.note("uvaha: wrote " + file);
  }

  private void print(Path file, List<Classification.Answer> answers, boolean several) {
    if (writesJson) {
      console.print(JsonMapper.shared().writeValueAsString(new Line(file.toString(), answers)));
      return;
    }
    if (several) console.print(TerminalText.oneLine(file + ":"));
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
