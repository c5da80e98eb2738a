package dev.uvaha.hub;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/// Tiny checkpoints in the test's resources.
final class Fixtures {
  private Fixtures() {}

  static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Fixtures.class.getResource("/fixtures/" + name), name).toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
