package dev.uvaha.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/// Writes a file aside, in the same folder, and renames it: a reader sees the former file or the
/// new one, never half of one, and a full disk or a power cut leaves the former.
public final class AtomicFile {
  private static final Pattern ASIDE =
      Pattern.compile("\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part$");

  private AtomicFile() {}

  /// Puts a file's content into a channel, from its beginning.
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /// Replaces a file by these bytes; missing folders are made.
  ///
  /// @throws IOException as [#write(Path, Content)]
  public static void write(Path file, byte[] content) throws IOException {
    write(
        file,
        channel -> {
          var buffer = ByteBuffer.wrap(content);
          while (buffer.hasRemaining()) channel.write(buffer);
        });
  }

  /// Replaces a file by what `content` writes; missing folders are made.
  ///
  /// @throws IOException if the disk does not take it; what was there stays, and one line names the
  ///   file and the reason
  public static void write(Path file, Content content) throws IOException {
    var target = file.toAbsolutePath().normalize();
    var folder = target.getParent();
    if (folder == null || Files.isDirectory(target))
      throw new IOException("cannot write " + file + ": it is a folder");
    try {
      replace(target, folder, content);
    } catch (FileAlreadyExistsException failure) {
      throw new IOException(
          "cannot write " + file + ": " + failure.getFile() + " is no folder", failure);
    } catch (FileSystemException failure) {
      var reason = failure.getReason() == null ? "not allowed" : failure.getReason();
      throw new IOException("cannot write " + file + ": " + reason, failure);
    } catch (IOException failure) {
      throw new IOException("cannot write " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Deletes what writers that were killed left in a folder; not for one that somebody writes to.
  public static void tidy(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList())
        if (ASIDE.matcher(file.toString()).find()) Files.deleteIfExists(file);
    }
  }

  private static void replace(Path target, Path folder, Content content) throws IOException {
    Files.createDirectories(folder);
    // Not a temporary file of the JDK's, which nobody else could read.
    var aside =
        folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".part"); // as ASIDE says
    try {
      try (var channel =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    force(folder);
  }

  /// Makes the new name itself safe from a power cut; some systems can't open a folder.
  private static void force(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      return;
    }
  }
}
