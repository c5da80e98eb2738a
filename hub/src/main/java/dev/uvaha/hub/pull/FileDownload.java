package dev.uvaha.hub.pull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Brings one file here: what has come waits in a part file, a broken connection is taken up where
/// it broke, now or in another run, and only a file of the right content gets its name.
///
/// @param pause before trying again
record FileDownload(HubClient client, RemoteModel model, Path folder, Duration pause) {
  private static final int TRIES = 5;
  private static final int PIECE = 1 << 16;
  private static final Duration STALLED = Duration.ofSeconds(60);

  /// Fetches it, unless it is here.
  ///
  /// @param arrived is told how many bytes of it are here
  /// @param again is told what went wrong when it is tried again
  /// @throws IOException if it does not come, or another content comes
  void fetch(RemoteFile file, LongConsumer arrived, Consumer<String> again) throws IOException {
    var target = folder.resolve(file.name());
    if (Files.isRegularFile(target) && file.isIn(target)) {
      arrived.accept(file.bytes());
      return;
    }
    var part = file.part(folder);
    Files.createDirectories(part.getParent());
    receive(file, part, arrived, again);
    if (!file.isIn(part)) {
      Files.delete(part);
      throw new IOException(
          "%s: what came is not what the hub says it is (its checksum differs): pull again"
              .formatted(file.name()));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void receive(RemoteFile file, Path part, LongConsumer arrived, Consumer<String> again)
      throws IOException {
    for (var tries = 1; ; tries++) {
      var before = size(part);
      try {
        goOn(file, part, arrived);
        return;
      } catch (IOException failure) {
        if (size(part) > before) tries = 1; // it moves
        if (tries == TRIES || failure instanceof java.nio.file.FileSystemException) throw failure;
        again.accept(failure.getMessage());
        rest();
      }
    }
  }

  private void goOn(RemoteFile file, Path part, LongConsumer arrived) throws IOException {
    var present = size(part);
    if (present > file.bytes() && file.bytes() >= 0) {
      Files.delete(part);
      present = 0;
    }
    arrived.accept(present);
    if (present == file.bytes() && present > 0) return;
    var answer = client.get(model.address(client.site(), file.name()), present);
    try (var body = answer.body();
        var watched = new Watch(body)) {
      if (answer.statusCode() == 416) {
        Files.delete(part);
        throw new IOException(file.name() + ": the hub has no more of it than was here");
      }
      RemoteModel.refuse(client.site(), model.model(), answer);
      var begins =
          answer.statusCode() == 206
              && answer
                  .headers()
                  .firstValue("Content-Range")
                  .orElse("")
                  .startsWith("bytes " + present + "-");
      write(file, watched, part, begins ? present : 0, arrived);
    }
  }

  private static void write(RemoteFile file, Watch body, Path part, long from, LongConsumer arrived)
      throws IOException {
    try (var channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(from).position(from);
      var here = from;
      var bytes = new byte[PIECE];
      for (var count = body.read(bytes); count >= 0; count = body.read(bytes)) {
        if (file.bytes() >= 0 && here + count > file.bytes())
          throw new IOException(
              "%s: more comes than the %d bytes that the hub says"
                  .formatted(file.name(), file.bytes()));
        var buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) channel.write(buffer);
        here += count;
        arrived.accept(here);
      }
      channel.force(true);
      if (file.bytes() >= 0 && here < file.bytes())
        throw new IOException(
            "%s: the connection ended after %d of %d bytes"
                .formatted(file.name(), here, file.bytes()));
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void rest() throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /// Reads a stream, and closes it if nothing comes for long: the JDK would wait for ever.
  private static final class Watch implements AutoCloseable {
    private final InputStream stream;
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final Thread watcher = Thread.ofVirtual().start(this::watch);

    Watch(InputStream stream) {
      this.stream = stream;
    }

    int read(byte[] bytes) throws IOException {
      var count = stream.read(bytes);
      last.set(System.nanoTime());
      return count;
    }

    private void watch() {
      try {
        while (System.nanoTime() - last.get() < STALLED.toNanos()) Thread.sleep(1000);
        stream.close();
      } catch (InterruptedException | IOException _) {
        // it has ended
      }
    }

    @Override
    public void close() {
      watcher.interrupt();
    }
  }
}
