package dev.uvaha.data.grammar;

import java.util.List;

/// What a Ukrainian adjective and a verb in the past tense agree with.
public enum Agreement {
  MASCULINE,
  FEMININE,
  NEUTER,
  PLURAL;

  /// In the order of the rows of a table of forms.
  static List<Agreement> rows() {
    return ROWS;
  }

  private static final List<Agreement> ROWS = List.of(values());
}
