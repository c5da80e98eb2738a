package dev.uvaha.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Sentences and their translations, in the order of their source.
///
/// Files are UTF-8, checked byte by byte; lines end with `\n` or `\r\n` (no other character ends
/// one); a byte order mark is skipped; gzip is recognised by its content, whatever the name. Sides
/// are stripped of surrounding white space and may not be empty. What breaks this is a
/// [CorpusException] when the line is read, or at once where there is no readable file.
@FunctionalInterface
public interface ParallelCorpus {
  /// The pairs in their order, read anew by each call and lazily; close the stream, since files
  /// stand behind it.
  Stream<SentencePair> pairs();

  /// One file, a pair a line: `source TAB target`.
  static ParallelCorpus tsv(Path file) {
    return new TsvCorpus(file);
  }

  /// Two files, the translation of each line of the one on the same line of the other.
  static ParallelCorpus aligned(Path source, Path target) {
    return new AlignedCorpus(source, target);
  }

  /// Pairs in memory.
  static ParallelCorpus of(List<SentencePair> pairs) {
    var copy = List.copyOf(pairs);
    return copy::stream;
  }

  /// The other direction: sources and targets change places.
  default ParallelCorpus flipped() {
    return () -> pairs().map(SentencePair::flipped);
  }

  /// This corpus, then the other.
  default ParallelCorpus then(ParallelCorpus other) {
    return () -> Stream.concat(pairs(), other.pairs());
  }

  /// All pairs, in memory.
  default List<SentencePair> read() {
    try (var pairs = pairs()) {
      return pairs.toList();
    }
  }
}
