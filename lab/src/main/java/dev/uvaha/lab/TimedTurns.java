package dev.uvaha.lab;

import dev.uvaha.tensor.Engine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Times several works in turns, so that whatever else the machine does meanwhile befalls all of
/// them alike.
///
/// The engine has one thread meanwhile, this one, and what counts is this thread's processor time:
/// on a machine that does other things too, the clock on the wall would tell more of those. A
/// work's time is the lower quartile of its turns, since caches that others empty only make it
/// longer.
///
/// @param least how many turns there are at least, 1 or more
/// @param budget after that, turns go on until this time is over, or until there were [#MOST]
public record TimedTurns(int least, Duration budget) {
  private static final int MOST = 200;
  private static final double SECOND = 1e9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  public TimedTurns {
    if (least < 1) throw new IllegalArgumentException("turns must be 1 or more, got " + least);
  }

  /// Seconds that each work takes, after one turn that is not counted.
  public List<Double> seconds(List<? extends Runnable> works) {
    var threads = Engine.threads();
    Engine.setThreads(1);
    try {
      works.forEach(Runnable::run);
      return inTurns(works);
    } finally {
      Engine.setThreads(threads);
    }
  }

  private List<Double> inTurns(List<? extends Runnable> works) {
    var times = new ArrayList<List<Double>>();
    for (var _ : works) times.add(new ArrayList<>());
    var start = System.nanoTime();
    for (var turn = 0; turn < MOST; turn++) {
      if (turn >= least && System.nanoTime() - start > budget.toNanos()) break;
      for (var i = 0; i < works.size(); i++) {
        var which = (i + turn) % works.size(); // no work is always after the same one
        times.get(which).add(seconds(works.get(which)));
      }
    }
    return times.stream().map(TimedTurns::lowerQuartile).toList();
  }

  private static double seconds(Runnable work) {
    var start = processorTime();
    work.run();
    return (processorTime() - start) / SECOND;
  }

  private static long processorTime() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private static double lowerQuartile(List<Double> values) {
    return values.stream().sorted().toList().get((values.size() - 1) / 4);
  }
}
