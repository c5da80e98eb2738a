package dev.uvaha.data.grammar;

import dev.uvaha.data.grammar.Predicate.Action;
import dev.uvaha.data.grammar.Predicate.Degree;
import dev.uvaha.data.grammar.Predicate.Quality;

/// Sentences whose `it` is told by sense: `The cat didn't cross the street because it was too
/// wide.`
///
/// The reason must be sayable of exactly one of the two, so that the sentence has one reading.
final class Reasons {
  /// After so many misses another frame is tried.
  private static final int TRIES = 50;

  private final Lexicon lexicon;
  private final Dice dice;

  /// A frame filled: who, what, why, and which of the two is meant.
  record Reason(
      Frame frame, Noun subject, Noun object, Adjective adjective, Antecedent antecedent) {
    static Reason of(Frame frame, Noun subject, Noun object, Adjective adjective) {
      return new Reason(
          frame,
          subject,
          object,
          adjective,
          adjective.suits(subject) ? Antecedent.SUBJECT : Antecedent.OBJECT);
    }

    Noun meant() {
      return antecedent == Antecedent.SUBJECT ? subject : object;
    }
  }

  Reasons(Lexicon lexicon, Dice dice) {
    this.lexicon = lexicon;
    this.dice = dice;
  }

  /// Draws a reason that can be said of one of the two nouns only.
  Reason draw() {
    while (true) {
      var frame = dice.pick(lexicon.frames());
      for (int tries = 0; tries < TRIES; tries++) {
        var subject = dice.pick(frame.verb().subjects());
        var object = dice.pick(frame.verb().objects());
        var adjective = dice.pick(frame.reasons());
        if (!subject.equals(object) && adjective.suits(subject) != adjective.suits(object)) {
          return Reason.of(frame, subject, object, adjective);
        }
      }
    }
  }

  /// Writes the sentence; both nouns in the singular where `plain`, else in either number.
  void write(Draft draft, Reason reason, NounPhrase subject, NounPhrase object, Degree degree) {
    var verb = reason.frame().verb();
    new Clause(
            subject,
            Action.of(verb).to(object),
            verb.allows(Tense.PAST) ? Tense.PAST : Tense.PAST_CONTINUOUS,
            reason.frame().polarity())
        .statement(draft);
    draft.both("because", ", бо");
    var meant = reason.antecedent() == Antecedent.SUBJECT ? subject : object;
    draft.combine(meant.noun().english(), reason.adjective().english());
    new Clause(
            Pronoun.resuming(meant),
            new Quality(reason.adjective(), degree),
            Tense.PAST,
            Polarity.AFFIRMATIVE)
        .droppingUkrainianPronoun(draft);
  }

  Degree degree(Reason reason) {
    if (!reason.adjective().isGradable()) {
      return Degree.PLAIN;
    }
    boolean negative = reason.frame().polarity() == Polarity.NEGATIVE;
    int roll = dice.upTo(10);
    if (negative) {
      return roll < 6 ? Degree.TOO : roll < 9 ? Degree.VERY : Degree.PLAIN;
    }
    return roll < 5 ? Degree.VERY : Degree.PLAIN;
  }

  NounPhrase phrase(Noun noun) {
    if (noun.isBare()) {
      return NounPhrase.of(Determiner.NONE, noun, Quantity.ONE);
    }
    int roll = dice.upTo(20);
    boolean unique = noun.is("mass");
    var determiner =
        unique || roll < 15
            ? Determiner.THE
            : roll < 17 ? Determiner.THIS : roll < 19 ? Determiner.THAT : Determiner.SOME;
    var quantity = noun.hasPlural() && dice.chance(20) ? Quantity.MANY : Quantity.ONE;
    return NounPhrase.of(determiner, noun, quantity);
  }
}
