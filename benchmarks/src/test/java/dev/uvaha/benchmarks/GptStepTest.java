package dev.uvaha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.tensor.Randomness;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GptStepTest {
  /// What `gpt_step.py` prints.
  private static final long PEERS_PARAMETERS = 10_770_816;

  @TempDir Path folder;

  @Test
  void hasThePeersParameters() {
    var size = GptStep.Size.of(Arguments.of());
    assertThat(size.model().parameterCount()).isEqualTo(PEERS_PARAMETERS);
  }

  @Test
  void learnsItsBatchByHeart() {
    Randomness.seed(1);
    var task = GptStep.Task.create(new GptStep.Size(2, 7, 1, 22, 2, 13), 1);
    var clock = new StepClock(3);
    var config = GptStep.config(Precision.FLOAT32, 60, 1);
    new Trainer<>(task, config, List.of(clock))
        .train(Run.create(folder, RunContents.none()), new StopSignal());
    assertThat(clock.losses()).hasSize(60);
    assertThat(clock.losses().getFirst()).isBetween(2.4, 2.7); // ln 13 = 2.56: no preference yet
    assertThat(clock.losses().getLast()).isLessThan(clock.losses().getFirst() - 0.3);
    assertThat(clock.timings().seconds()).hasSize(57);
    assertThat(clock.tokensPerSecond()).isPositive();
  }

  @Test
  void decodesAsManyTokensAsAsked() {
    var tokens = DecodingBenchmark.decode(DecodingBenchmark.model(101), new int[] {5, 7, 11}, 4);
    assertThat(tokens).hasSize(4);
    for (var token : tokens) assertThat(token).isBetween(0, 100);
  }
}
