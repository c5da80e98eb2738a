package dev.uvaha.data;

import java.nio.file.Path;
import java.util.stream.Stream;

/// One pair a line, `source TAB target`.
record TsvCorpus(Path file) implements ParallelCorpus {
  TsvCorpus {
    CorpusLines.requireFile(file);
  }

  @Override
  public Stream<SentencePair> pairs() {
    return PairReader.stream(() -> new Reader(new CorpusLines(file)));
  }

  private record Reader(CorpusLines lines) implements PairReader {
    @Override
    public boolean advance() {
      return lines.advance();
    }

    @Override
    public SentencePair pair() {
      var line = lines.line();
      int tab = line.indexOf('\t');
      if (tab < 0 || line.indexOf('\t', tab + 1) >= 0) {
        long columns = 1 + line.chars().filter(c -> c == '\t').count();
        throw lines.refuse(
            "expected 2 columns, source TAB target, got %d; %s"
                .formatted(
                    columns,
                    columns == 1
                        ? "put one tab between source and target (spaces do not count)"
                        : "keep the two columns to learn from, and no tab inside a sentence"));
      }
      return new SentencePair(
          lines.requireText("source", line.substring(0, tab), "pair"),
          lines.requireText("target", line.substring(tab + 1), "pair"));
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
