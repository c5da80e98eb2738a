package dev.uvaha.studio.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.lab.toy.ToyNetwork.Kind;
import dev.uvaha.lab.toy.ToySequence;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.lab.toy.ToyTraining;
import dev.uvaha.lab.toy.ToyTraining.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ToySessionsTest {
  private static final Setting ATTENDS = new Setting(Pairing.BY_KIND, Kind.ATTENTION, 3e-3, 3);

  /// Much longer than a report takes.
  private static final Duration LONG = Duration.ofSeconds(60);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final ToySessions sessions = new ToySessions(now::get);

  @AfterEach
  void end() {
    sessions.close();
  }

  private ToySession open(Setting setting) {
    return sessions.open(setting).orElseThrow();
  }

  private static ToyProgress next(ToySession session) throws InterruptedException {
    return session.next(LONG).orElseThrow();
  }

  private void seconds(int passing) {
    now.updateAndGet(instant -> instant.plusSeconds(passing));
  }

  private static ToyProgress paused(ToySession session) throws InterruptedException {
    session.act(ToySession.Act.PAUSE);
    var report = next(session);
    while (report.running()) report = next(session);
    return report;
  }

  @Test
  void goesOnByItselfUntilPaused() throws InterruptedException {
    var session = open(ATTENDS);
    var first = next(session);
    var second = next(session);
    assertThat(second.step()).isGreaterThan(first.step());
    var rests = paused(session);
    assertThat(rests.stepsPerSecond()).isEmpty();
    assertThat(session.next(Duration.ofMillis(500))).isEqualTo(Optional.empty());
    session.act(ToySession.Act.RUN);
    var goesOn = next(session);
    while (goesOn.step() == rests.step()) goesOn = next(session);
    assertThat(goesOn.step()).isGreaterThan(rests.step());
  }

  @Test
  void takesOneStepAtATime() throws InterruptedException {
    var session = open(ATTENDS);
    var before = paused(session).step();
    for (var i = 1; i <= 3; i++) {
      session.act(ToySession.Act.STEP);
      var report = next(session);
      assertThat(report.step()).isEqualTo(before + i);
      assertThat(report.loss()).hasSize(1);
    }
  }

  @Test
  void showsWhatTheTrainingComputes() throws InterruptedException {
    var session = open(ATTENDS);
    paused(session);
    session.show(5);
    var shown = next(session);
    try (var same = ToyTraining.begin(ATTENDS)) {
      while (same.steps() < shown.step()) same.step();
      var example = same.example(5);
      var weights = example.attention().orElseThrow();
      assertThat(shown.example().prediction()).isEqualTo(example.prediction());
      for (var t = 0; t < ToySequence.LENGTH; t++)
        assertThat(shown.example().attention().get(t)).isEqualTo(weights[t]);
      assertThat(shown.testError()).isEqualTo(same.testError());
    }
    assertThatThrownBy(() -> session.show(session.examples()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("example must be");
  }

  @Test
  void trainingsTakeTurns() throws InterruptedException {
    var one = open(ATTENDS);
    var other = open(new Setting(Pairing.BY_SIDE, Kind.CONVOLUTIONS, 1e-3, 1));
    for (var i = 0; i < 3; i++) {
      assertThat(next(one).example().attention()).hasSize(ToySequence.LENGTH);
      assertThat(next(other).example().attention()).isEmpty();
    }
  }

  @Test
  void areLimitedInNumberAndMakeRoomWhenClosed() throws InterruptedException {
    var first = open(ATTENDS);
    open(ATTENDS);
    assertThat(sessions.open(ATTENDS)).isEmpty();
    first.close();
    assertThat(sessions.find(first.id())).isEmpty();
    for (var i = 0; sessions.size() == ToySessions.MOST && i < 600; i++) Thread.sleep(100);
    assertThat(sessions.open(ATTENDS)).isPresent();
  }

  @Test
  void theLongestPausedGivesItsPlaceAfterAMinute() {
    var second = open(ATTENDS);
    var first = open(ATTENDS);
    first.act(ToySession.Act.PAUSE);
    seconds(7);
    second.act(ToySession.Act.PAUSE);
    seconds(53);
    assertThat(sessions.open(ATTENDS)).as("a minute is not more than a minute").isEmpty();
    seconds(11);
    assertThat(sessions.open(ATTENDS)).isPresent();
    assertThat(first.isClosed()).isTrue();
    assertThat(first.gaveWay()).isTrue();
    assertThat(sessions.find(first.id())).isEmpty();
    assertThat(sessions.find(second.id())).contains(second);
    assertThat(second.gaveWay()).isFalse();
  }

  @Test
  void nobodyGivesWayWhileThereIsRoom() {
    var rests = open(ATTENDS);
    rests.act(ToySession.Act.PAUSE);
    seconds(3600);
    open(ATTENDS);
    assertThat(rests.isClosed()).isFalse();
  }

  @Test
  void whatRunsOrIsLookedAtKeepsItsPlace() {
    var stepped = open(ATTENDS);
    var shown = open(ATTENDS);
    seconds(3600);
    assertThat(sessions.open(ATTENDS)).as("both run").isEmpty();
    stepped.act(ToySession.Act.PAUSE);
    shown.act(ToySession.Act.PAUSE);
    seconds(3600);
    stepped.act(ToySession.Act.STEP);
    shown.show(5);
    seconds(59);
    assertThat(sessions.open(ATTENDS)).as("both were asked lately").isEmpty();
    stepped.act(ToySession.Act.RUN);
    shown.act(ToySession.Act.RUN);
    seconds(3600);
    assertThat(sessions.open(ATTENDS)).as("both run again").isEmpty();
  }

  @Test
  void whoeverDoesNotWatchStopsIt() throws InterruptedException {
    try (var session =
        new ToySession("unwatched", ToyTraining.begin(ATTENDS), now::get, () -> {})) {
      for (var i = 0; i < 7; i++) {
        session.act(ToySession.Act.STEP);
        session.slice();
      }
      for (var step = 1; step <= 4; step++) assertThat(next(session).step()).isEqualTo(step);
      session.slice();
      assertThat(next(session).step()).isEqualTo(5);
      session.free();
    }
  }
}
