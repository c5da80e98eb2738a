package dev.uvaha.data.grammar;

import dev.uvaha.data.grammar.Predicate.Action;

/// Questions: yes or no (`Чи …`), why, who, what and where.
final class Questions {
  private final Phrases phrases;
  private final Clauses clauses;
  private final Dice dice;

  Questions(Phrases phrases, Clauses clauses, Dice dice) {
    this.phrases = phrases;
    this.clauses = clauses;
    this.dice = dice;
  }

  /// Writes one; returns its mark.
  String write(Draft draft) {
    int roll = dice.upTo(10);
    var verb = clauses.verb();
    var tense = clauses.tense(verb);
    if (roll < 4) {
      clauses.deed(verb, tense).affirmed().question(draft, "", "чи");
    } else if (roll < 6) {
      var clause = clauses.deed(verb, Tense.PAST_CONTINUOUS.equals(tense) ? Tense.PRESENT : tense);
      var asked = clause.subject() == Pronoun.I ? clause.affirmed() : clause;
      asked.question(draft, "why", "чому");
    } else if (roll < 8 && verb.subjects().stream().anyMatch(Noun::isPerson)) {
      clauses.deed(Pronoun.WHO, verb, tense).affirmed().statement(draft);
    } else if (verb.isTransitive()
        && !verb.objects().stream().anyMatch(Noun::isPerson)
        && verb.government().equals(Verb.Government.DIRECT)) {
      var subject = phrases.subject(verb);
      new Clause(
              subject,
              Action.of(verb),
              verb.allows(Tense.PAST) ? Tense.PAST : Tense.PRESENT,
              Polarity.AFFIRMATIVE)
          .invertedQuestion(draft, "what", "що");
    } else if (verb.may("place")) {
      var subject = phrases.subject(verb);
      new Clause(subject, Action.of(verb), Tense.PRESENT, Polarity.AFFIRMATIVE)
          .invertedQuestion(draft, "where", "де");
    } else {
      clauses.quality().orElseGet(clauses::location).affirmed().question(draft, "", "чи");
    }
    return "?";
  }
}
