package dev.uvaha.benchmarks.contest;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.pretraining.JdkProse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text for both sides to learn from that every machine has: prose of the JDK's comments, ASCII,
/// as long as the Shakespeare that nanoGPT learns from.
final class Prose {
  private static final int CHARACTERS = 1_115_394;

  private Prose() {}

  /// Writes it, unless it is there.
  ///
  /// @throws dev.uvaha.data.CorpusException if the JDK has no sources
  static void write(Path file) throws IOException {
    if (Files.exists(file)) return;
    var text =
        String.join("\n\n", JdkProse.read(JdkProse.archive()).documents())
            .replaceAll("[^\\x0a\\x20-\\x7e]", "");
    AtomicFile.write(
        file,
        text.substring(0, Math.min(CHARACTERS, text.length())).getBytes(StandardCharsets.US_ASCII));
  }
}
