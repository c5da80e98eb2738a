package dev.uvaha.data.grammar;

/// The English verb of a clause, taken apart: what inverts in a question and takes `not`, and the
/// rest; `finite` is the one word of a plain affirmative (`crossed`), empty where there is none.
record EnglishVerbGroup(String auxiliary, String finite, String rest) {
  static EnglishVerbGroup of(Clause clause) {
    return switch (clause.predicate()) {
      case Predicate.Action action -> action(clause, action.verb());
      case Predicate.Modal modal -> modal(clause, modal);
      case Predicate.Quality _, Predicate.Identity _, Predicate.Location _ -> be(clause);
    };
  }

  private static EnglishVerbGroup action(Clause clause, Verb verb) {
    var english = verb.english();
    var person = clause.subject().person();
    return switch (clause.tense()) {
      case PRESENT ->
          verb.isStative()
              ? simple(english, person)
              : new EnglishVerbGroup(am(person), "", english.continuous());
      case HABITUAL -> simple(english, person);
      case PAST, PAST_HABITUAL -> new EnglishVerbGroup("did", english.past(), english.plain());
      case PAST_CONTINUOUS -> new EnglishVerbGroup(was(person), "", english.continuous());
      case FUTURE -> new EnglishVerbGroup("will", "", english.plain());
      case FUTURE_CONTINUOUS -> new EnglishVerbGroup("will", "", "be " + english.continuous());
    };
  }

  private static EnglishVerbGroup simple(Verb.English verb, Person person) {
    return person == Person.SINGULAR
        ? new EnglishVerbGroup("does", verb.third(), verb.plain())
        : new EnglishVerbGroup("do", verb.plain(), verb.plain());
  }

  private static EnglishVerbGroup modal(Clause clause, Predicate.Modal modal) {
    var verb = modal.action().verb().english().plain();
    boolean past = clause.tense() == Tense.PAST;
    return switch (modal.modality()) {
      case CAN -> new EnglishVerbGroup(past ? "could" : "can", "", verb);
      case MUST -> new EnglishVerbGroup("must", "", verb);
      case WANT -> {
        boolean third = clause.subject().person() == Person.SINGULAR;
        var present = third ? "wants" : "want";
        yield new EnglishVerbGroup(
            past ? "did" : third ? "does" : "do",
            (past ? "wanted" : present) + " to " + verb,
            "want to " + verb);
      }
    };
  }

  private static EnglishVerbGroup be(Clause clause) {
    var person = clause.subject().person();
    return switch (clause.tense()) {
      case PRESENT, HABITUAL -> new EnglishVerbGroup(am(person), "", "");
      case PAST, PAST_CONTINUOUS, PAST_HABITUAL -> new EnglishVerbGroup(was(person), "", "");
      case FUTURE, FUTURE_CONTINUOUS -> new EnglishVerbGroup("will", "", "be");
    };
  }

  private static String am(Person person) {
    return switch (person) {
      case I -> "am";
      case SINGULAR -> "is";
      case WE, YOU, PLURAL -> "are";
    };
  }

  private static String was(Person person) {
    return person == Person.I || person == Person.SINGULAR ? "was" : "were";
  }

  /// The auxiliary, contracted with `not` where the clause denies: `didn't`, `can't`, `am not`.
  String auxiliary(Polarity polarity) {
    if (polarity == Polarity.AFFIRMATIVE) {
      return auxiliary;
    }
    return switch (auxiliary) {
      case "am" -> "am not";
      case "can" -> "can't";
      case "will" -> "won't";
      default -> auxiliary + "n't";
    };
  }
}
