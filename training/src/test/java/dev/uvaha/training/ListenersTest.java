package dev.uvaha.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ListenersTest {
  @TempDir Path folder;

  @Test
  void everyLineOfTheMetricsIsJson() throws IOException {
    var run = Run.create(folder.resolve("run"), RunContents.none());
    var _ =
        new Trainer<>(ToyTask.withDropout(), ToyTask.config(14), List.of())
            .train(run, new StopSignal());
    var json = JsonMapper.builder().build();
    var lines = Files.readAllLines(run.metrics()).stream().map(json::readTree).toList();
    assertThat(lines.stream().filter(line -> line.has("loss")))
        .extracting(line -> line.path("step").asLong())
        .containsExactly(3L, 6L, 9L, 12L);
    assertThat(lines.stream().filter(line -> line.has("validation_loss")))
        .extracting(line -> line.path("step").asLong())
        .startsWith(7L, 14L);
    for (var line : lines)
      if (line.has("loss"))
        assertThat(line.propertyNames())
            .contains(
                "step", "epoch", "seconds", "loss", "rate", "gradient_norm", "tokens_per_second");
  }

  @Test
  void aPersonIsToldHowItGoes() {
    var lines = new ArrayList<String>();
    var run = Run.create(folder.resolve("run"), RunContents.none());
    var _ =
        new Trainer<>(
                ToyTask.withDropout(), ToyTask.config(7), List.of(new ConsoleLine(lines::add)))
            .train(run, new StopSignal());
    assertThat(lines.getFirst()).isEqualTo("training 195 parameters in float32 from step 0");
    assertThat(lines.get(1))
        .matches(
            "step 3/7 epoch 1  loss \\d\\.\\d{4}  rate 2\\.14e-02  norm .*tokens/s.*left"
                + " 0:00:\\d\\d");
    assertThat(lines)
        .anyMatch(line -> line.matches("step 7/7 epoch 2  validation loss .*, the best so far"));
    assertThat(lines.getLast()).matches("step 7/7 epoch 2 after 0:00:\\d\\d: all steps are taken");
  }

  @Test
  void theCallersFilesAreWrittenFirst() {
    var run =
        Run.create(
            folder.resolve("run"), into -> Files.writeString(into.resolve("config.json"), "{}"));
    assertThat(run.folder().resolve("config.json")).hasContent("{}");
  }
}
