package dev.uvaha.data.grammar;

import java.util.List;

/// An adjective of both languages and the kinds of nouns it is said of.
record Adjective(String english, Declined ukrainian, List<String> fits, Gradability gradability) {
  /// Whether it takes `very` and `too`.
  enum Gradability {
    GRADABLE,
    ABSOLUTE
  }

  boolean isGradable() {
    return gradability == Gradability.GRADABLE;
  }

  boolean suits(Noun noun) {
    for (var trait : fits) {
      if (noun.is(trait)) {
        return true;
      }
    }
    return false;
  }
}
