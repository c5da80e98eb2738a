package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.training.Precision;
import dev.uvaha.training.Progress;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class TrainingViewTest {
  @Test
  void theNearestLimitDrawsTheBar() {
    var recorded = new RecordedConsole();
    try (var view = new TrainingView(recorded.console(), "BLEU")) {
      view.on(new TrainingEvent.Started(at(0, 0), 11, Precision.FLOAT32));
      view.on(new TrainingEvent.Stepped(at(700, 0.6), 2.31, 97));
    }
    assertThat(recorded.notes())
        .containsPattern("training 60%  700 steps  .* steps/s  2:00 left  loss 2.310");
  }

  @Test
  void theLastLineHoldsTheLastLoss() {
    var recorded = new RecordedConsole();
    var result =
        new TrainingResult(
            TrainingResult.Ending.TIME, 701, OptionalDouble.empty(), Path.of("model.safetensors"));
    try (var view = new TrainingView(recorded.console(), "BLEU")) {
      view.on(new TrainingEvent.Started(at(0, 0), 11, Precision.FLOAT32));
      view.on(new TrainingEvent.Stepped(at(701, 0.99), 2.31, 97));
      view.on(new TrainingEvent.Finished(at(701, 1), result));
    }
    assertThat(recorded.notes()).containsPattern("training 100%  701 steps  .* loss 2.310\n$");
  }

  /// Of 5,000 steps, and of a time whose share is done.
  private static Progress at(long step, double done) {
    return new Progress(
        step,
        5000,
        100 * step,
        0,
        Duration.ofMinutes(3),
        done,
        step == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(2)));
  }
}
