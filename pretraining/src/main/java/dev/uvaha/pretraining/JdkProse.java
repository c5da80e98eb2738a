package dev.uvaha.pretraining;

import dev.uvaha.data.CorpusException;
import dev.uvaha.data.TextCorpus;
import dev.uvaha.data.TextPiece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// English prose that every JDK brings along: the sentences of its own documentation comments, a
/// document a class, each sentence once.
///
/// @param documents paragraphs parted by line ends
public record JdkProse(List<String> documents) implements TextCorpus {
  private static final int SHORTEST_DOCUMENT = 200;

  /// Keeps its own copy.
  public JdkProse {
    documents = List.copyOf(documents);
  }

  /// The `src.zip` of the JDK that runs.
  ///
  /// @throws CorpusException if it has none: one line says what to install
  public static Path archive() {
    return archive(Path.of(System.getProperty("java.home")));
  }

  static Path archive(Path home) {
    return Optional.of(home.resolve("lib").resolve("src.zip"))
        .filter(Files::isRegularFile)
        .orElseThrow(() ->
            new CorpusException(
                "%s has no lib/src.zip: install the JDK's sources (Debian: openjdk-25-source), use a full JDK, or name the file by --set data.train={jdk: SRC.ZIP}"
                    .formatted(home)));
  }

  /// Reads the comments of all classes in an archive, in the order of their names.
  ///
  /// @throws CorpusException if it cannot be read or has no prose
  public static JdkProse read(Path archive) {
    var seen = new HashSet<String>();
    var documents = new ArrayList<String>();
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : sources(zip)) {
        var text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        document(text, seen).ifPresent(documents::add);
      }
    } catch (IOException failure) {
      throw new CorpusException(
          "%s: cannot be read as a zip file of sources: %s"
              .formatted(archive, failure.getMessage()),
          failure);
    }
    if (documents.isEmpty())
      throw new CorpusException(archive + ": has no prose in comments; give the JDK's src.zip");
    return new JdkProse(documents);
  }

  private static List<? extends ZipEntry> sources(ZipFile zip) {
    return zip.stream()
        .filter(entry -> entry.getName().endsWith(".java"))
        .sorted(java.util.Comparator.comparing(ZipEntry::getName))
        .toList();
  }

  /// What a class says that none before it said; empty if that is too little.
  static Optional<String> document(String source, Set<String> seen) {
    var paragraphs = new ArrayList<String>();
    for (var comment : DocumentationComments.of(source)) {
      var kept = Sentences.of(comment).stream().filter(seen::add).toList();
      if (!kept.isEmpty()) paragraphs.add(String.join(" ", kept));
    }
    var document = String.join("\n", paragraphs);
    return document.length() < SHORTEST_DOCUMENT ? Optional.empty() : Optional.of(document);
  }

  @Override
  public void read(Consumer<TextPiece> reader) {
    for (var document : documents) reader.accept(new TextPiece(document, TextPiece.Place.BEGINS));
  }
}
