package dev.uvaha.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/// Keeps a run's folder for one training. The operating system lets go of it when the process ends,
/// however that ends; the file stays, empty.
final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws TrainingException if another training has it, of this process or another
  static RunLock take(Run run) {
    var file = run.state().resolveSibling("lock");
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new TrainingException(
            "%s is being trained by another program: wait for its end, or choose another folder"
                .formatted(run.folder()));
      }
      return new RunLock(channel);
    } catch (IOException failure) {
      throw Run.failed("lock", file, failure);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException _) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
