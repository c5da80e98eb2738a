package dev.uvaha.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: Uvaha, its engine and its Java; loads no natives.
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var versions = new Properties();
    try (var resource = Versions.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(resource, "versions.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var pytorch = versions.getProperty("pytorch").split("-", 2);
    return new String[] {
      "uvaha " + versions.getProperty("uvaha"),
      "engine: libtorch " + pytorch[0] + " through JavaCPP " + pytorch[1],
      "java: "
          + System.getProperty("java.version")
          + " ("
          + System.getProperty("java.vendor")
          + "), "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
