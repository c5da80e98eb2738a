package dev.uvaha.translation.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes text so that a file is whole or not there.
final class TextFile {
  private TextFile() {}

  /// Writes aside, in the same folder, and renames.
  static void write(Path file, String text) throws IOException {
    var aside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(aside, text);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
