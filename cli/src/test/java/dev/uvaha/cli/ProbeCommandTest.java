package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {
  @TempDir Path folder;

  @Test
  void anEncoderIsTrainedWithoutLabelsAndProbed() {
    var run = folder.resolve("run").toString();
    var training = new RecordedConsole();
    assertThat(
            training.run(
                "train",
                "mae",
                "--out",
                run,
                "--set",
                "data.pictures={shapes: 60, side: 16}",
                "--set",
                "data.valid=10",
                "--set",
                "data.batch=25",
                "--set",
                "encoder.width=12",
                "--set",
                "training.schedule.warmup=1",
                "--set",
                "training.limits.steps=3"))
        .isZero();
    assertThat(training.out()).contains("uvaha probe --model " + run);
    var probe = new RecordedConsole();
    assertThat(probe.run("probe", "--model", run, "--data", "shapes:100")).isZero();
    assertThat(probe.out())
        .containsPattern(
            "100 pictures known, 10 asked\nlinear  [01]\\.\\d{4}\nk-NN    [01]\\.\\d{4}");
    var refused = new RecordedConsole();
    assertThat(refused.run("probe", "--model", run, "--data", "video:x"))
        .isEqualTo(Failures.BAD_INPUT);
    assertThat(refused.notes()).hasLineCount(1).contains("idx:FOLDER");
  }
}
