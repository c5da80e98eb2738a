package dev.uvaha.data.grammar;

import dev.uvaha.data.grammar.Predicate.Action;

/// Sentences of several clauses: chains, `when`, `knows that`, `who …`, and `… and read it`.
final class Compounds {
  private static final Declined WHICH = AdjectiveDeclension.decline("який");

  private final Lexicon lexicon;
  private final Phrases phrases;
  private final Clauses clauses;
  private final Reasons reasons;
  private final Dice dice;

  Compounds(Lexicon lexicon, Phrases phrases, Clauses clauses, Reasons reasons, Dice dice) {
    this.lexicon = lexicon;
    this.phrases = phrases;
    this.clauses = clauses;
    this.reasons = reasons;
    this.dice = dice;
  }

  /// Several clauses in a row, joined by `and` or `but`.
  String chain(Draft draft, int count) {
    clauses.any().statement(draft);
    for (int i = 1; i < count; i++) {
      if (dice.chance(60)) {
        draft.both(", and", ", і");
      } else {
        draft.both(", but", ", але");
      }
      clauses.any().statement(draft);
    }
    return ".";
  }

  /// `When the doctor entered the room, the boy was sleeping.`
  String when(Draft draft) {
    var event = verbAllowing(Tense.PAST);
    var course = verbAllowing(Tense.PAST_CONTINUOUS);
    var first = clauses.deed(event, Tense.PAST).affirmed();
    var second = clauses.deed(course, Tense.PAST_CONTINUOUS).affirmed();
    if (dice.chance(50)) {
      draft.both("when", "коли");
      first.statement(draft);
      draft.both(",", ",");
      second.statement(draft);
    } else {
      second.statement(draft);
      draft.both("when", ", коли");
      first.statement(draft);
    }
    return ".";
  }

  private Verb verbAllowing(Tense tense) {
    Verb verb;
    do {
      verb = clauses.verb();
    } while (verb.isStative() || !verb.allows(tense));
    return verb;
  }

  /// `Olena knows that the cat is sleeping.`
  String knowledge(Draft draft) {
    var subject = phrases.person();
    int roll = dice.upTo(3);
    var third = subject.person() == Person.SINGULAR;
    var verb = roll == 0 ? "know" : roll == 1 ? "see" : "hear";
    subject.english(draft, Case.NOMINATIVE);
    subject.ukrainian(draft, Case.NOMINATIVE, Participant.Position.PLAIN);
    var ukrainian =
        Conjugation.parse(roll == 0 ? "знати*" : roll == 1 ? "бачити~" : "чути,чую,чує,чують");
    draft.both(third ? verb + "s" : verb, ukrainian.present(subject.person()));
    draft.both("that", ", що");
    clauses.any().statement(draft);
    return ".";
  }

  /// `The boy who found the key is happy.`, `Хлопець, який знайшов ключ, щасливий.`
  String relative(Draft draft) {
    Verb verb;
    Noun noun;
    do {
      verb = verbAllowing(Tense.PAST);
      noun = dice.pick(verb.subjects());
    } while (noun.isBare() || lexicon.qualities(noun).isEmpty());
    var quantity = noun.hasPlural() && dice.chance(25) ? Quantity.MANY : Quantity.ONE;
    var head = NounPhrase.of(Determiner.THE, noun, quantity);
    head.english(draft, Case.NOMINATIVE);
    head.ukrainian(draft, Case.NOMINATIVE, Participant.Position.PLAIN);
    draft.both(noun.isPerson() ? "who" : "that", ", " + WHICH.nominative(head.agreement()));
    new Clause(head, clauses.action(head, verb), Tense.PAST, clauses.polarity())
        .predicateOnly(draft);
    draft.ukrainian(",");
    clauses.quality(head, dice.pick(lexicon.qualities(noun))).predicateOnly(draft);
    return ".";
  }

  /// `The boy found the book and read it.`, `Хлопець знайшов книгу і прочитав її.`
  String resumed(Draft draft) {
    Verb first;
    do {
      first = verbAllowing(Tense.PAST);
    } while (!first.isTransitive());
    var subject = phrases.subject(first);
    Noun object;
    Verb second;
    int tries = 0;
    do {
      object = dice.pick(first.objects());
      second = verbAllowing(Tense.PAST);
      if (tries++ > 200) {
        clauses.deed().statement(draft);
        return ".";
      }
    } while (object.isPerson()
        || second.equals(first)
        || !second.objects().contains(object)
        || !suits(subject, second)
        || object.english().equals(subject.key()));
    var phrase = reasons.phrase(object);
    new Clause(subject, Action.of(first).to(phrase), Tense.PAST, Polarity.AFFIRMATIVE)
        .statement(draft);
    draft.both("and", "і").combine(second.key(), object.english());
    new Clause(
            subject,
            Action.of(second).to(Pronoun.resuming(phrase)),
            Tense.PAST,
            Polarity.AFFIRMATIVE)
        .predicateOnly(draft);
    return ".";
  }

  private static boolean suits(Participant subject, Verb verb) {
    return switch (subject) {
      case Pronoun _ -> verb.subjects().stream().anyMatch(Noun::isPerson);
      case NounPhrase phrase -> verb.subjects().contains(phrase.noun());
    };
  }
}
