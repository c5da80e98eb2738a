package dev.uvaha.studio.toy;

import dev.uvaha.lab.toy.ToyTraining;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A training that somebody watches: it takes its steps in short slices, in turn with others, and
/// reports a few times a second. Who does not take its reports stops it.
///
/// What is asked of it is heard before the next slice; it is safe to ask from any thread.
final class ToySession implements AutoCloseable {
  /// What a watcher may ask for.
  enum Act {
    /// Goes on by itself.
    RUN,
    /// Rests.
    PAUSE,
    /// Takes one step and rests.
    STEP
  }

  private static final long SLICE = Duration.ofMillis(40).toNanos();
  private static final long REPORT = Duration.ofMillis(300).toNanos();
  private static final int UNREAD = 4; // reports that wait to be taken

  /// Steps after which a training rests: all is learnt long before, and a page that is forgotten
  /// leaves the processor to others.
  private static final long MOST_STEPS = 100_000;

  private final String id;
  private final ToyTraining training;
  private final InstantSource clock;
  private final Runnable wake;
  private final BlockingQueue<ToyProgress> reports = new ArrayBlockingQueue<>(UNREAD);
  private boolean running = true;
  private boolean single;
  private boolean news = true;
  private int example;
  private Instant asked;
  private boolean closed;
  private boolean gaveWay;

  // of the training thread alone
  private double losses;
  private int stepsSince;
  private long since = System.nanoTime();

  /// @param clock tells how long it has rested
  /// @param wake gets called when there is something to do again
  ToySession(String id, ToyTraining training, InstantSource clock, Runnable wake) {
    this.id = id;
    this.training = training;
    this.clock = clock;
    this.wake = wake;
    asked = clock.instant();
  }

  /// What it is called.
  String id() {
    return id;
  }

  long parameterCount() {
    return training.parameterCount();
  }

  int examples() {
    return training.examples();
  }

  void act(Act act) {
    synchronized (this) {
      running = act == Act.RUN;
      single = act == Act.STEP;
      asked = clock.instant();
      news = true;
    }
    wake.run();
  }

  /// Looks at another sequence.
  ///
  /// @throws IllegalArgumentException if there is none of this number
  void show(int number) {
    if (number < 0 || number >= training.examples())
      throw new IllegalArgumentException(
          "example must be 0 to %d, got %d".formatted(training.examples() - 1, number));
    synchronized (this) {
      example = number;
      asked = clock.instant();
      news = true;
    }
    wake.run();
  }

  /// The next report, if there is one in time.
  Optional<ToyProgress> next(Duration patience) throws InterruptedException {
    var report = Optional.ofNullable(reports.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    if (report.isPresent()) wake.run(); // there is room for another
    return report;
  }

  /// Works for a short while, on the training's thread.
  ///
  /// @return whether there is more to do at once
  boolean slice() {
    boolean runs;
    boolean once;
    synchronized (this) {
      if (closed) return false;
      if (reports.remainingCapacity() == 0) return false; // nobody watches
      runs = running;
      once = single;
      single = false;
    }
    if (once) step();
    for (var end = System.nanoTime() + SLICE; runs && System.nanoTime() < end; ) step();
    if (runs && training.steps() >= MOST_STEPS) act(Act.PAUSE);
    due().ifPresent(this::report);
    synchronized (this) {
      return running || single || news;
    }
  }

  private void step() {
    losses += training.step();
    stepsSince++;
  }

  /// What a report is to be of.
  private record Due(int example, boolean running) {}

  /// Taken at once with the news, so that none is told twice; a step that was asked for meanwhile
  /// is told once it is taken.
  private synchronized Optional<Due> due() {
    if (single) return Optional.empty();
    if (!news && !(running && System.nanoTime() - since >= REPORT)) return Optional.empty();
    news = false;
    return Optional.of(new Due(example, running));
  }

  private void report(Due due) {
    var now = System.nanoTime();
    var seconds = (now - since) / 1e9;
    var report =
        new ToyProgress(
            training.steps(),
            stepsSince == 0 ? List.of() : List.of(losses / stepsSince),
            training.testError(),
            due.running() && stepsSince > 0 ? List.of(stepsSince / seconds) : List.of(),
            due.running(),
            ToyProgress.Shown.of(due.example(), training.example(due.example())));
    losses = 0;
    stepsSince = 0;
    since = System.nanoTime();
    reports.add(report);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// When it was last asked for anything, if it rests since.
  synchronized Optional<Instant> restingSince() {
    return running || closed ? Optional.empty() : Optional.of(asked);
  }

  /// Ends it for another's sake.
  void giveWay() {
    synchronized (this) {
      gaveWay = !closed;
    }
    close();
  }

  /// Whether it ended for another's sake.
  synchronized boolean gaveWay() {
    return gaveWay;
  }

  /// Ends it after the slice it is in.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) return;
      closed = true;
    }
    wake.run();
  }

  /// Frees what it holds, on the training's thread once it is closed.
  void free() {
    training.close();
  }
}
