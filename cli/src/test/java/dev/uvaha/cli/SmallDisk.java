package dev.uvaha.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A file system of a few megabytes that really runs full. It is mounted in a namespace of its own,
/// which needs no rights but a Linux that allows it, and is reached through `/proc`.
final class SmallDisk implements AutoCloseable {
  private static final int PAGE = 4096;

  private final Process keeper;
  private final Path folder;

  private SmallDisk(Process keeper, Path folder) {
    this.keeper = keeper;
    this.folder = folder;
  }

  /// Mounts it over an empty folder; nothing if the system does not let us.
  ///
  /// @param size as `tmpfs` takes it, such as `4m`
  static Optional<SmallDisk> mount(Path point, String size) throws IOException {
    if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) return Optional.empty();
    var keeper =
        new ProcessBuilder(
                "/usr/bin/unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=\"$2\" tmpfs \"$1\" && echo mounted && exec cat",
                "sh",
                point.toString(),
                size)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var line = keeper.inputReader(StandardCharsets.UTF_8).readLine();
    var folder = Path.of("/proc/" + keeper.pid() + "/root" + point.toAbsolutePath());
    if ("mounted".equals(line) && Files.isWritable(folder))
      return Optional.of(new SmallDisk(keeper, folder));
    keeper.destroyForcibly();
    return Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /// Takes all the space that is left.
  void fill() {
    try (var rest = Files.newOutputStream(filler())) {
      writeUntilFull(rest);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void writeUntilFull(OutputStream rest) {
    var page = new byte[PAGE];
    try {
      while (true) rest.write(page);
    } catch (IOException full) {
      return;
    }
  }

  /// Gives back what [#fill] took.
  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /// The namespace goes with its last process, and the disk with the namespace.
  @Override
  public void close() throws IOException {
    keeper.getOutputStream().close();
    try {
      if (!keeper.waitFor(10, TimeUnit.SECONDS)) keeper.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
