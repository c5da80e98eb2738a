package dev.uvaha.data;

import dev.uvaha.data.TextPiece.Place;
import java.util.function.Consumer;

/// Plain text of any size, read as a stream of pieces.
@FunctionalInterface
public interface TextCorpus {
  /// Reads all of it from the beginning, in order. Each piece ends where a word-wise tokenizer may
  /// stop without making other tokens, if there is such a place.
  ///
  /// @throws CorpusException if there is no text, or it is not UTF-8: one line says where
  void read(Consumer<TextPiece> reader);

  /// How many documents there are.
  default long documentCount() {
    var count = new long[1];
    read(piece -> {
      if (piece.place() == Place.BEGINS) count[0]++;
    });
    return count[0];
  }

  /// Every so many documents the last one.
  default TextCorpus everyLast(int of) {
    return some(number -> number % of == of - 1);
  }

  /// What [#everyLast] leaves.
  default TextCorpus exceptEveryLast(int of) {
    return some(number -> number % of != of - 1);
  }

  private TextCorpus some(java.util.function.LongPredicate chosen) {
    return reader -> {
      var number = new long[] {-1};
      read(piece -> {
        if (piece.place() == Place.BEGINS) number[0]++;
        if (chosen.test(number[0])) reader.accept(piece);
      });
    };
  }

  /// The first characters, or all after them; a document that is cut begins again there.
  ///
  /// @param characters how many of all
  default TextCorpus first(long characters) {
    return reader -> {
      var at = new long[1];
      read(piece -> {
        int here = Math.clamp(characters - at[0], 0, piece.text().length());
        at[0] += piece.text().length();
        if (here > 0) reader.accept(new TextPiece(piece.text().substring(0, here), piece.place()));
      });
    };
  }

  /// All after the first characters.
  default TextCorpus after(long characters) {
    return reader -> {
      var at = new long[1];
      read(piece -> {
        int here = Math.clamp(characters - at[0], 0, piece.text().length());
        var begins = at[0] <= characters && at[0] + piece.text().length() > characters;
        at[0] += piece.text().length();
        if (here < piece.text().length())
          reader.accept(
              new TextPiece(piece.text().substring(here), begins ? Place.BEGINS : piece.place()));
      });
    };
  }

  /// How many characters there are.
  default long characterCount() {
    var count = new long[1];
    read(piece -> count[0] += piece.text().length());
    return count[0];
  }
}
