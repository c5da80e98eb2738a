package dev.uvaha.benchmarks.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How many cores others kept busy in a span of time: what all processors worked, less what this
/// process and the programs that it ran and saw end did.
///
/// Unlike the load average it forgets at once, and does not count our own programs.
final class CpuClock {
  private static final Path ALL = Path.of("/proc/stat");
  private static final Path OWN = Path.of("/proc/self/stat");
  private static final double TICKS = 100; // a second, in both files, on every Linux of today
  private static final double NANOS = 1e9;
  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int STEAL = 7;
  private static final int OWN_FIRST = 11; // user, system, and both of children, after the name
  private static final int OWN_LAST = 15;

  private final long nanos = System.nanoTime();
  private final long busy = busyTicks();
  private final long own = ownTicks();

  private CpuClock() {}

  /// Begins a span.
  static CpuClock start() {
    return new CpuClock();
  }

  /// Cores that others kept busy since the start, on average; 0 where the system does not tell.
  double others() {
    var seconds = (System.nanoTime() - nanos) / NANOS;
    return Math.max(0, (busyTicks() - busy - (ownTicks() - own)) / TICKS / seconds);
  }

  /// Seconds since the start.
  double seconds() {
    return (System.nanoTime() - nanos) / NANOS;
  }

  private static long busyTicks() {
    if (!Files.isReadable(ALL)) return 0;
    var first = read(ALL).lines().findFirst().orElseThrow();
    var ticks = Arrays.stream(first.split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
    var sum = 0L;
    for (var i = 0; i <= STEAL; i++) if (i != IDLE && i != WAITING) sum += ticks[i];
    return sum;
  }

  private static long ownTicks() {
    if (!Files.isReadable(OWN)) return 0;
    var line = read(OWN);
    var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return Arrays.stream(fields, OWN_FIRST, OWN_LAST).mapToLong(Long::parseLong).sum();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
