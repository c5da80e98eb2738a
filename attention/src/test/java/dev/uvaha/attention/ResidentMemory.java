package dev.uvaha.attention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;

/// How much memory of this process the system holds in RAM; only Linux tells.
final class ResidentMemory {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  private ResidentMemory() {}

  /// Bytes by which the process grew at most while the action ran.
  static long peakDuring(Runnable action) {
    Assumptions.assumeTrue(Files.isReadable(STATM), "resident memory is read from /proc");
    var before = bytes();
    var peak = new AtomicLong(before);
    var done = new AtomicBoolean();
    var watcher =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                peak.accumulateAndGet(bytes(), Math::max);
                try {
                  Thread.sleep(2);
                } catch (InterruptedException _) {
                  return;
                }
              }
            });
    try {
      action.run();
    } finally {
      done.set(true);
      watcher.interrupt();
    }
    return Math.max(peak.get(), bytes()) - before;
  }

  private static long bytes() {
    try {
      var fields = new Scanner(Files.readString(STATM));
      fields.nextLong(); // the address space
      return fields.nextLong() * PAGE;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
