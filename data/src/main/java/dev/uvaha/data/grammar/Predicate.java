package dev.uvaha.data.grammar;

import java.util.Optional;

/// What is said of the subject.
sealed interface Predicate {
  /// The subject does something, perhaps to an object, somewhere, in some manner.
  record Action(
      Verb verb,
      Optional<Participant> object,
      Adverbial frequency,
      Adverbial manner,
      Optional<Whereabouts> where)
      implements Predicate {
    static Action of(Verb verb) {
      return new Action(verb, Optional.empty(), Adverbial.NONE, Adverbial.NONE, Optional.empty());
    }

    Action to(Participant participant) {
      return new Action(verb, Optional.of(participant), frequency, manner, where);
    }

    Action often(Adverbial adverbial) {
      return new Action(verb, object, adverbial, manner, where);
    }

    Action how(Adverbial adverbial) {
      return new Action(verb, object, frequency, adverbial, where);
    }

    Action at(Whereabouts whereabouts) {
      return new Action(verb, object, frequency, manner, Optional.of(whereabouts));
    }
  }

  /// The subject can, could, wants or must do something.
  record Modal(Modality modality, Action action) implements Predicate {}

  /// The subject is of some quality, to some degree.
  record Quality(Adjective adjective, Degree degree) implements Predicate {}

  /// The subject is someone: `is a doctor`, `— лікар`, `був лікарем`.
  record Identity(NounPhrase phrase) implements Predicate {}

  /// The subject is somewhere.
  record Location(Whereabouts where) implements Predicate {}

  /// A degree of a quality.
  enum Degree {
    PLAIN("", ""),
    VERY("very", "дуже"),
    TOO("too", "занадто"),
    QUITE("quite", "досить");

    private final String english;
    private final String ukrainian;

    Degree(String english, String ukrainian) {
      this.english = english;
      this.ukrainian = ukrainian;
    }

    String english() {
      return english;
    }

    String ukrainian() {
      return ukrainian;
    }
  }

  /// Ability, wish, duty.
  enum Modality {
    CAN,
    WANT,
    MUST
  }
}
