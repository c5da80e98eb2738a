package dev.uvaha.lab.coreference;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.translation.TranslationAttention;
import java.util.List;

/// From where a head may look at the antecedent.
enum Gaze {
  IT("encoder, from 'it'", "it"),
  REASON("encoder, from the adjective", "adjective"),
  WRITING("cross, writing the gender", "writing");

  final String label;
  final String file;

  Gaze(String label, String file) {
    this.label = label;
    this.file = file;
  }

  /// The heads that look from there.
  List<AttentionMap> maps(TranslationAttention attention) {
    return switch (this) {
      case IT, REASON -> attention.encoder();
      case WRITING -> attention.cross();
    };
  }

  /// The token that looks.
  int row(Mention mention) {
    return switch (this) {
      case IT -> mention.it();
      case REASON -> mention.reason();
      case WRITING -> mention.writing();
    };
  }
}
