package dev.uvaha.tensor.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPartIsDoneOnceBeforeItReturns(int threads) {
    var team = new Team(threads);
    for (var parts : new int[] {0, 1, 2, 7, 101}) {
      for (var round = 0; round < 50; round++) {
        var times = new AtomicIntegerArray(parts);
        team.share(parts, times::incrementAndGet);
        for (var part = 0; part < parts; part++) assertThat(times.get(part)).isEqualTo(1);
      }
    }
  }

  @Test
  void wakesAfterAPause() throws InterruptedException {
    var team = new Team(2);
    var done = new AtomicInteger();
    team.share(3, _ -> done.incrementAndGet());
    Thread.sleep(5); // longer than a worker's patience
    team.share(3, _ -> done.incrementAndGet());
    assertThat(done).hasValue(6);
  }

  @Test
  void whoFindsItBusyWorksAlone() {
    var team = new Team(2);
    var inner = new AtomicInteger();
    team.share(4, _ -> team.share(5, _ -> inner.incrementAndGet()));
    assertThat(inner).hasValue(20);
  }

  @Test
  void aFailureReachesTheCallerAndTheTeamLivesOn() {
    var team = new Team(2);
    assertThatThrownBy(() ->
            team.share(
                9,
                part -> {
                  if (part == 3) throw new IllegalStateException("part 3");
                }))
        .hasMessage("part 3");
    var done = new AtomicInteger();
    team.share(9, _ -> done.incrementAndGet());
    assertThat(done).hasValue(9);
  }
}
