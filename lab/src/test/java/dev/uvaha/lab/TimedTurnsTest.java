package dev.uvaha.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimedTurnsTest {
  @Test
  void everyWorkHasItsTurnsAndOneMoreToWarmUp() {
    var done = new ArrayList<String>();
    var times =
        new TimedTurns(3, Duration.ZERO).seconds(List.of(() -> done.add("a"), () -> done.add("b")));
    assertThat(times).hasSize(2).allSatisfy(time -> assertThat(time).isNotNegative());
    assertThat(String.join("", done)).isEqualTo("ababbaab");
  }
}
