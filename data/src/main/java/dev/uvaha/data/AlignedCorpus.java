package dev.uvaha.data;

import java.nio.file.Path;
import java.util.stream.Stream;

/// Two files with as many lines each, a line and its translation on the same number.
record AlignedCorpus(Path source, Path target) implements ParallelCorpus {
  AlignedCorpus {
    CorpusLines.requireFile(source);
    CorpusLines.requireFile(target);
  }

  @Override
  public Stream<SentencePair> pairs() {
    return PairReader.stream(() -> Reader.open(source, target));
  }

  private record Reader(CorpusLines source, CorpusLines target) implements PairReader {
    static Reader open(Path sourceFile, Path targetFile) {
      var source = new CorpusLines(sourceFile);
      try {
        return new Reader(source, new CorpusLines(targetFile));
      } catch (RuntimeException e) {
        source.close();
        throw e;
      }
    }

    @Override
    public boolean advance() {
      boolean more = source.advance();
      if (more == target.advance()) {
        return more;
      }
      long sourceLines = source.countAll();
      long targetLines = target.countAll();
      throw new CorpusException(
          "%s has %d lines, %s has %d: each line needs its translation on the same line of the other file; take both from one corpus"
              .formatted(source.file(), sourceLines, target.file(), targetLines));
    }

    @Override
    public SentencePair pair() {
      return new SentencePair(
          source.requireText("source", source.line(), "pair"),
          target.requireText("target", target.line(), "pair"));
    }

    @Override
    public void close() {
      source.close();
      target.close();
    }
  }
}
