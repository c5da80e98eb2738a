package dev.uvaha.tensor.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Threads that help whoever asks with the parts of one job at a time. For a moment after a job
/// they wait for the next one spinning, since a sleeping thread takes tens of microseconds to wake:
/// as long as a job. Who finds them busy works alone.
public final class Team {
  /// How long a worker spins for the next job, in nanoseconds: longer than what lies between two
  /// products of a model, too short to be noticed by others.
  private static final long PATIENCE = 200_000;

  private static final int SPINS_BETWEEN_LOOKS = 64;

  private static final int THREADS = threads();
  private static final Team SHARED = new Team(THREADS);

  private final List<Worker> workers = new ArrayList<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile Job job = new Job(0, _ -> {});

  /// A team of so many threads, the caller's own counted.
  Team(int threads) {
    for (var i = 1; i < threads; i++) workers.add(new Worker(i));
  }

  /// The one of this process, as many as the other engine has threads.
  public static Team shared() {
    return SHARED;
  }

  /// How many threads the shared one has, the caller's own counted.
  public static int size() {
    return THREADS;
  }

  private static int threads() {
    var wanted = System.getenv("OMP_NUM_THREADS");
    var processors = Runtime.getRuntime().availableProcessors();
    return wanted != null && wanted.matches("\\d{1,4}")
        ? Math.min(Integer.parseInt(wanted), processors)
        : processors;
  }

  private static final class Job {
    private final int parts;
    private final IntConsumer work;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(int parts, IntConsumer work) {
      this.parts = parts;
      this.work = work;
    }

    void help() {
      for (var part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        try {
          work.accept(part);
        } catch (RuntimeException | Error thrown) {
          failure = thrown;
        }
        done.incrementAndGet();
      }
    }

    boolean isDone() {
      return done.get() == parts;
    }
  }

  /// Does parts 0 to `parts - 1`, in any order, on several threads; all are done when it returns.
  public void share(int parts, IntConsumer work) {
    if (workers.isEmpty() || !taken.compareAndSet(false, true)) {
      for (var part = 0; part < parts; part++) work.accept(part);
      return;
    }
    var mine = new Job(parts, work);
    try {
      job = mine;
      for (var worker : workers) worker.wake();
      mine.help();
      while (!mine.isDone()) Thread.onSpinWait();
    } finally {
      taken.set(false);
    }
    switch (mine.failure) {
      case null -> {}
      case RuntimeException thrown -> throw thrown;
      case Error thrown -> throw thrown;
      default -> throw new AssertionError(mine.failure);
    }
  }

  private final class Worker {
    private final Thread thread;
    private volatile boolean sleeps;

    Worker(int number) {
      thread = Thread.ofPlatform().daemon().name("uvaha-products-" + number).start(this::run);
    }

    void wake() {
      if (sleeps) LockSupport.unpark(thread);
    }

    private void run() {
      var last = job;
      while (true) {
        last = next(last);
        last.help();
      }
    }

    private Job next(Job last) {
      var begin = System.nanoTime();
      while (System.nanoTime() - begin < PATIENCE) {
        for (var i = 0; i < SPINS_BETWEEN_LOOKS; i++) {
          if (job != last) return job;
          Thread.onSpinWait();
        }
      }
      sleeps = true;
      while (job == last) LockSupport.park(this);
      sleeps = false;
      return job;
    }
  }
}
