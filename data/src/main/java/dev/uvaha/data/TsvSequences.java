package dev.uvaha.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One token sequence a line, `label TAB text`.
record TsvSequences(Path file, LabelFormat labels, Function<String, int[]> ids)
    implements SequenceCorpus {
  TsvSequences {
    CorpusLines.requireFile(file);
  }

  @Override
  public List<LabelledSequence> read() {
    var sequences = new ArrayList<LabelledSequence>();
    try (var lines = new CorpusLines(file)) {
      while (lines.advance()) sequences.add(sequence(lines));
    }
    return List.copyOf(sequences);
  }

  private LabelledSequence sequence(CorpusLines lines) {
    var columns = lines.line().split("\t", -1);
    if (columns.length != 2) {
      throw lines.refuse(
          "expected 2 columns, label TAB text, got %d; %s"
              .formatted(
                  columns.length,
                  columns.length == 1
                      ? "put one tab between them (spaces do not count)"
                      : "keep the two columns, and no tab inside a text"));
    }
    var label = lines.read("the label", columns[0], labels::parse);
    var text = lines.requireText("text", columns[1], "sequence");
    return lines.read(
        "the line",
        text,
        present -> new LabelledSequence(new Sequence.Tokens(ids.apply(present)), label));
  }
}
