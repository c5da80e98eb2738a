package dev.uvaha.pretraining;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where text comes from.
///
/// In a recipe: a file's name or a list of them, `jdk`, `{jdk: SRC.ZIP}` or `{held-out: 10}`.
public sealed interface TextSource {
  /// Plain text in UTF-8, gzipped or not.
  record Files(List<Path> files) implements TextSource {
    public Files {
      files = List.copyOf(files);
      if (files.isEmpty()) throw new IllegalArgumentException("name one text file or more");
    }
  }

  /// The prose of the JDK's own comments.
  ///
  /// @param source its `src.zip`; empty for that of the JDK that runs
  record Jdk(Optional<Path> source) implements TextSource {}

  /// A part of the text to learn from: the last of every so many documents or, where documents are
  /// not told apart, the end.
  ///
  /// @param every one part of so many
  record HeldOut(int every) implements TextSource {
    public HeldOut {
      if (every < 2)
        throw new IllegalArgumentException("held-out is one part of 2 or more, got " + every);
    }
  }

  /// As YAML writes it: strings, numbers, lists and maps.
  default Object written() {
    return switch (this) {
      case Files(var files) when files.size() == 1 -> files.getFirst().toString();
      case Files(var files) -> files.stream().map(Path::toString).toList();
      case Jdk(var source) when source.isPresent() -> Map.of("jdk", source.get().toString());
      case Jdk _ -> "jdk";
      case HeldOut(int every) -> Map.of("held-out", every);
    };
  }

  /// The inverse of [#written].
  ///
  /// @throws IllegalArgumentException if it is none
  static TextSource of(Object written) {
    return switch (written) {
      case String jdk when jdk.equals("jdk") -> new Jdk(Optional.empty());
      case String file when !file.isBlank() -> new Files(List.of(Path.of(file)));
      case List<?> files
          when !files.isEmpty() && files.stream().allMatch(String.class::isInstance) ->
          new Files(files.stream().map(file -> Path.of((String) file)).toList());
      case Map<?, ?> one when one.size() == 1 && one.get("jdk") instanceof String file ->
          new Jdk(Optional.of(Path.of(file)));
      case Map<?, ?> one when one.size() == 1 && one.get("held-out") instanceof Integer every ->
          new HeldOut(every);
      default ->
          throw new IllegalArgumentException(
              "must be a text file, a list of them, jdk, {jdk: SRC.ZIP} or {held-out: 10}, got "
                  + written);
    };
  }

  /// With full paths.
  default TextSource absolute() {
    return switch (this) {
      case Files(var files) -> new Files(files.stream().map(TextSource::absolute).toList());
      case Jdk(var source) -> new Jdk(source.map(TextSource::absolute));
      case HeldOut _ -> this;
    };
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
