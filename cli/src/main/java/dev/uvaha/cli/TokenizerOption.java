package dev.uvaha.cli;

import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The tokenizer to use.
final class TokenizerOption {
  @Option(
      names = "--tokenizer",
      required = true,
      paramLabel = "FILE",
      description = "A Hugging Face tokenizer.json, or a folder that holds one.")
  private Path file = Path.of("");

  /// Reads it.
  Tokenizer load() throws IOException {
    return Tokenizer.load(Files.isDirectory(file) ? file.resolve("tokenizer.json") : file);
  }
}
