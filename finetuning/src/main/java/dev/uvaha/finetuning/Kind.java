package dev.uvaha.finetuning;

import dev.uvaha.models.classifier.CausalClassifier.Inputs;
import java.util.List;

/// What is asked of texts, and so how they become sequences of tokens (Radford et al. 2018, figure
/// 1).
public enum Kind {
  /// One text: `start text extract`.
  CLASSIFICATION,

  /// A premise and what may follow from it: `start premise delimiter hypothesis extract`.
  ENTAILMENT,

  /// Two texts without an order: as in entailment, once each way, and the states are added up.
  SIMILARITY,

  /// A context and choices, two or more, of which one is right: as in entailment, once for each
  /// choice. Labels are the choices' places, from 0.
  MULTIPLE_CHOICE;

  Inputs inputs() {
    return switch (this) {
      case CLASSIFICATION, ENTAILMENT -> Inputs.ONE;
      case SIMILARITY -> Inputs.SUMMED;
      case MULTIPLE_CHOICE -> Inputs.EACH;
    };
  }

  /// What its texts are called: columns of TSV after the label, fields of JSON lines.
  public List<String> fields() {
    return switch (this) {
      case CLASSIFICATION -> List.of("text");
      case ENTAILMENT -> List.of("premise", "hypothesis");
      case SIMILARITY -> List.of("first", "second");
      case MULTIPLE_CHOICE -> List.of("context", "choices");
    };
  }

  /// How many texts an example has at least; of multiple choice it may have more.
  int fewestTexts() {
    return switch (this) {
      case CLASSIFICATION -> 1;
      case ENTAILMENT, SIMILARITY -> 2;
      case MULTIPLE_CHOICE -> 3;
    };
  }

  boolean fits(int texts) {
    return this == MULTIPLE_CHOICE ? texts >= fewestTexts() : texts == fewestTexts();
  }
}
