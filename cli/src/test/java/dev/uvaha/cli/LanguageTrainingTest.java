package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From plain text to a language model, and from that to a classifier, by commands alone.
final class LanguageTrainingTest {
  @TempDir private Path folder = Path.of("");

  private RecordedConsole run(String... arguments) {
    var recorded = new RecordedConsole();
    assertThat(recorded.run(arguments)).as(recorded.notes()).isZero();
    return recorded;
  }

  private RecordedConsole train(String recipe, Path out, String... settings) {
    var arguments = new ArrayList<>(List.of("train", recipe, "--out", out.toString()));
    for (var setting : settings) arguments.addAll(List.of("--set", setting));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void aModelIsPretrainedFineTunedAndUsed() throws IOException {
    var text = folder.resolve("text.txt");
    Files.writeString(
        text,
        IntStream.range(0, 300)
            .mapToObj(i -> i % 2 == 0 ? "a cat sleeps well " : "the sun is far away ")
            .collect(Collectors.joining()));
    var language = folder.resolve("language");
    var pretrained =
        train(
            "characters",
            language,
            "data.train=" + text,
            "model.layers=1",
            "model.width=32",
            "training.limits.steps=7",
            "training.schedule.warmup=2");
    assertThat(pretrained.notes()).contains("validation loss", "bits");
    var written =
        run("generate", "--model", language.toString(), "--max-tokens", "5", "a cat").out();
    assertThat(written).startsWith("a cat").hasSizeGreaterThan("a cat\n".length());

    var labelled = folder.resolve("labelled.tsv");
    Files.writeString(
        labelled,
        IntStream.range(0, 40)
            .mapToObj(i -> i % 2 == 0 ? "animal\ta cat sleeps" : "star\tthe sun is far")
            .collect(Collectors.joining("\n")));
    var classifier = folder.resolve("classifier");
    train(
        "classification",
        classifier,
        "model.folder=" + language,
        "data.train=" + labelled,
        "data.valid=" + labelled,
        "data.test=" + labelled,
        "training.learningRate=0.01",
        "training.epochs=17");
    assertThat(classifier.resolve("confusion.svg")).isNotEmptyFile();
    var answer = run("classify", "--model", classifier.toString(), "the sun is far").out();
    assertThat(answer).containsPattern("^ *\\d+\\.\\d\\d%  star").hasLineCount(2);

    var nothing = new RecordedConsole();
    assertThat(nothing.run("classify", "--model", language.toString(), "x"))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(nothing.notes()).hasLineCount(1);
  }
}
