package dev.uvaha.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Labelled sequences in the order of their source.
///
/// Files are UTF-8, plain or gzipped, as for [ParallelCorpus]. Nothing is dropped and nothing is
/// guessed: a gap, a row of another width, an unknown label or what is no number is a
/// [CorpusException] that names the line.
@FunctionalInterface
public interface SequenceCorpus {
  /// All sequences, in memory.
  ///
  /// @throws CorpusException at the first line that can't be used
  List<LabelledSequence> read();

  /// Token sequences, one a line: `label TAB text`.
  ///
  /// @param ids turns a text into token ids, such as [Symbols#encode] or a tokenizer
  static SequenceCorpus tsv(Path file, LabelFormat labels, Function<String, int[]> ids) {
    return new TsvSequences(file, labels, ids);
  }

  /// Real-valued sequences, one element a row: `sequence,number,…,number,label` under a header that
  /// names the columns. The rows of a sequence stand together in their order and bear its name; a
  /// label of the whole sequence is the same on each of them. Cells are not quoted.
  static SequenceCorpus csv(Path file, LabelFormat labels) {
    return new CsvSequences(file, labels);
  }
}
