package dev.uvaha.lab.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.lab.toy.ToyTraining.Setting;
import dev.uvaha.nn.LeakCheck;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ToyTrainingTest {
  private static final Setting ATTENDS =
      new Setting(Pairing.BY_KIND, ToyNetwork.Kind.ATTENTION, 3e-3, 7);
  private static final int STEPS = 5;

  @TempDir private Path folder;

  @Test
  void takesTheTrainersSteps() {
    var losses = new ArrayList<Double>();
    TrainingListener listener =
        event -> {
          if (event instanceof TrainingEvent.Stepped stepped) losses.add(stepped.loss());
        };
    Randomness.seed(ATTENDS.seed());
    var size = new ToySize(5_000, 50, 25, ATTENDS.rate(), new ToySize.Steps(STEPS, STEPS));
    var task =
        ToyTask.create(
            ToyNetwork.create(ATTENDS.network()), ATTENDS.pairing(), size, ATTENDS.seed());
    var config =
        new TrainingConfig(
            new Optimizer.Adam(0.9, 0.999, 1e-8, 0),
            new Schedule.Constant(ATTENDS.rate(), ToySize.WARMUP),
            new StepConfig(1, Double.POSITIVE_INFINITY, Precision.FLOAT32),
            new Intervals(STEPS, Long.MAX_VALUE, STEPS),
            new CheckpointConfig(0, CheckpointConfig.Kept.LAST, CheckpointConfig.Criterion.LOSS, 0),
            Limits.steps(STEPS),
            ATTENDS.seed());
    new Trainer<>(task, config, List.of(listener))
        .train(Run.create(folder.resolve("run"), RunContents.none()), new StopSignal());

    try (var training = ToyTraining.begin(ATTENDS)) {
      var watched = Stream.generate(training::step).limit(STEPS).toList();
      assertThat(watched).isEqualTo(losses);
      assertThat(training.steps()).isEqualTo(STEPS);
    }
  }

  @Test
  void showsWhatTheNetworkComputes() {
    Randomness.seed(ATTENDS.seed());
    var size = new ToySize(5_000, 50, 25, ATTENDS.rate(), new ToySize.Steps(1, 1));
    var task =
        ToyTask.create(
            ToyNetwork.create(ATTENDS.network()), ATTENDS.pairing(), size, ATTENDS.seed());
    try (var training = ToyTraining.begin(ATTENDS);
        var _ = TensorScope.open()) {
      var example = training.example(3);
      var output = Autograd.noGradient(() -> task.predict(List.of(example.sequence())));
      assertThat(example.prediction()).containsExactly(output.prediction().toFloats());
      var weights = output.attention().orElseThrow().toFloats();
      var drawn = example.attention().orElseThrow();
      for (var t = 0; t < ToySequence.LENGTH; t++)
        for (var s = 0; s < ToySequence.LENGTH; s++)
          assertThat(drawn[t][s]).isEqualTo(weights[t * ToySequence.LENGTH + s]);
    }
  }

  @Test
  void convolutionsHaveNoAttention() {
    var setting = new Setting(Pairing.BY_SIDE, ToyNetwork.Kind.CONVOLUTIONS, 1e-3, 1);
    try (var training = ToyTraining.begin(setting)) {
      assertThat(training.example(0).attention()).isEmpty();
    }
  }

  @Test
  void learns() {
    try (var training = ToyTraining.begin(ATTENDS)) {
      var before = training.testError();
      for (var i = 0; i < 60; i++) training.step();
      assertThat(training.testError()).isLessThan(0.8 * before);
    }
  }

  @Test
  void releasesNativeMemory() {
    try (var training = ToyTraining.begin(ATTENDS)) {
      LeakCheck.assertNothingIsLeft(() -> {
        training.step();
        training.example(1);
        training.testError();
      });
    }
  }

  @Test
  void refusesARateThatIsNone() {
    assertThatThrownBy(() -> new Setting(Pairing.BY_KIND, ToyNetwork.Kind.ATTENTION, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate");
  }
}
