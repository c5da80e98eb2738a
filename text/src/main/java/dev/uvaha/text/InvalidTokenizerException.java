package dev.uvaha.text;

import java.io.IOException;
import java.nio.file.Path;

/// A tokenizer file that can't be used. The message is one line: the file, what is wrong with it
/// and what to do.
public final class InvalidTokenizerException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidTokenizerException(Path file, String problem) {
    super(
        "%s: %s; save the tokenizer again or take a fresh copy of the file"
            .formatted(file, problem.replaceAll("\\s+", " ").strip()));
  }
}
