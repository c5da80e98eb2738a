package dev.uvaha.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Real-valued sequences, one element a row, `sequence,number,…,number,label` under a header.
record CsvSequences(Path file, LabelFormat labels) implements SequenceCorpus {
  private static final int LEAST_COLUMNS = 3;

  CsvSequences {
    CorpusLines.requireFile(file);
  }

  @Override
  public List<LabelledSequence> read() {
    try (var lines = new CorpusLines(file)) {
      lines.advance();
      var header = cells(lines);
      if (header.length < LEAST_COLUMNS) {
        throw lines.refuse(
            "expected a header of 3 columns or more, sequence,number,…,label, got %d; part them by commas"
                .formatted(header.length));
      }
      requireNames(lines, header);
      var rows = new Rows(lines, header, labels);
      while (lines.advance()) rows.add(cells(lines));
      return rows.finished();
    }
  }

  /// A table without a header would lose its first row.
  private static void requireNames(CorpusLines lines, String[] header) {
    for (int i = 1; i < header.length - 1; i++) {
      try {
        Double.parseDouble(header[i]);
      } catch (NumberFormatException _) {
        continue; // a name, as it should be
      }
      throw lines.refuse(
          "the header must name the columns, got the number '%s'; put a line of names first"
              .formatted(header[i]));
    }
  }

  private static String[] cells(CorpusLines lines) {
    if (lines.line().indexOf('"') >= 0) {
      throw lines.refuse("cells must not be quoted; write them plainly, without commas in them");
    }
    var cells = lines.line().split(",", -1);
    for (int i = 0; i < cells.length; i++) cells[i] = cells[i].strip();
    return cells;
  }

  /// The sequences so far, and the one whose rows are being read.
  private static final class Rows {
    private final CorpusLines lines;
    private final String[] header;
    private final LabelFormat labels;
    private final List<LabelledSequence> sequences = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final List<float[]> elements = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private String name = "";

    Rows(CorpusLines lines, String[] header, LabelFormat labels) {
      this.lines = lines;
      this.header = header;
      this.labels = labels;
    }

    void add(String[] cells) {
      if (cells.length != header.length) {
        throw lines.refuse(
            "expected %d columns as in the header, got %d; %s"
                .formatted(
                    header.length,
                    cells.length,
                    cells.length < header.length
                        ? "fill the gap"
                        : "write numbers with a point, and no comma inside a cell"));
      }
      var here = required(cells, 0);
      if (!here.equals(name)) begin(here);
      var element = new float[header.length - 2];
      for (int i = 0; i < element.length; i++) {
        element[i] = lines.read(named(i + 1), required(cells, i + 1), Numbers::parse);
      }
      var mark = mark(cells);
      if (!marks.isEmpty() && !isTagging() && !mark.equals(marks.getFirst())) {
        throw lines.refuse(
            "sequence '%s' has the label '%s' here and '%s' before; give all its rows the same"
                .formatted(name, mark, marks.getFirst()));
      }
      elements.add(element);
      marks.add(mark);
    }

    /// What the last cell says, if it can be read: what is wrong is refused on its own line.
    private String mark(String[] cells) {
      int last = cells.length - 1;
      switch (labels) {
        case LabelFormat.PerPosition(var tags) ->
            lines.read(named(last), required(cells, last), tags::id);
        case LabelFormat.OneOf _,
            LabelFormat.AnyOf _,
            LabelFormat.Translation _,
            LabelFormat.Vector _ ->
            lines.read(named(last), cells[last], labels::parse);
      }
      return cells[last];
    }

    private void begin(String next) {
      finish();
      if (!names.add(next)) {
        throw lines.refuse(
            "sequence '%s' goes on after another; put all its rows together".formatted(next));
      }
      name = next;
    }

    private void finish() {
      if (elements.isEmpty()) return;
      var label = labels.parse(isTagging() ? String.join(" ", marks) : marks.getFirst());
      sequences.add(
          new LabelledSequence(Sequence.Vectors.of(elements.toArray(float[][]::new)), label));
      elements.clear();
      marks.clear();
    }

    List<LabelledSequence> finished() {
      finish();
      if (sequences.isEmpty()) {
        throw lines.refuse("there are no rows under the header; add some");
      }
      return List.copyOf(sequences);
    }

    private boolean isTagging() {
      return labels instanceof LabelFormat.PerPosition;
    }

    private String required(String[] cells, int column) {
      return lines.requireText("cell of " + named(column), cells[column], "sequence");
    }

    private String named(int column) {
      return "column %d '%s'".formatted(column + 1, header[column]);
    }
  }
}
