package dev.uvaha.data;

import java.util.List;
import java.util.stream.Stream;

/// Sentence pairs of one or several directions, each with the language it translates into.
@FunctionalInterface
public interface TaggedCorpus {
  /// The pairs in their order, read anew by each call; close the stream, since files stand behind
  /// it.
  Stream<TaggedPair> pairs();

  /// One direction: from the corpus's source side into `targetLanguage`.
  static TaggedCorpus oneWay(ParallelCorpus corpus, String targetLanguage) {
    return () ->
        corpus.pairs().map(pair -> new TaggedPair(pair.source(), pair.target(), targetLanguage));
  }

  /// Both directions of each pair, forth and back by turns, so that every part of it holds as much
  /// of the one as of the other.
  static TaggedCorpus bothWays(
      ParallelCorpus corpus, String sourceLanguage, String targetLanguage) {
    return () ->
        corpus
            .pairs()
            .mapMulti((pair, sink) -> {
              sink.accept(new TaggedPair(pair.source(), pair.target(), targetLanguage));
              sink.accept(new TaggedPair(pair.target(), pair.source(), sourceLanguage));
            });
  }

  /// This corpus, then the other.
  default TaggedCorpus then(TaggedCorpus other) {
    return () -> Stream.concat(pairs(), other.pairs());
  }

  /// All pairs, in memory.
  default List<TaggedPair> read() {
    try (var pairs = pairs()) {
      return pairs.toList();
    }
  }
}
