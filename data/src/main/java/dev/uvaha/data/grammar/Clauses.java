package dev.uvaha.data.grammar;

import dev.uvaha.data.grammar.Predicate.Action;
import java.util.List;
import java.util.Optional;

/// Makes random clauses that make sense, by the lexicon's restrictions.
final class Clauses {
  private static final List<Tense> TENSES =
      List.of(
          Tense.PRESENT,
          Tense.PRESENT,
          Tense.PAST,
          Tense.PAST,
          Tense.PAST,
          Tense.PAST_CONTINUOUS,
          Tense.FUTURE,
          Tense.FUTURE_CONTINUOUS,
          Tense.HABITUAL,
          Tense.PAST_HABITUAL);

  private final Lexicon lexicon;
  private final Phrases phrases;
  private final Dice dice;

  Clauses(Lexicon lexicon, Phrases phrases, Dice dice) {
    this.lexicon = lexicon;
    this.phrases = phrases;
    this.dice = dice;
  }

  Verb verb() {
    return dice.pick(lexicon.verbs());
  }

  Tense tense(Verb verb) {
    Tense tense;
    do {
      tense = dice.pick(TENSES);
    } while (!verb.allows(tense));
    return tense;
  }

  Polarity polarity() {
    return dice.chance(22) ? Polarity.NEGATIVE : Polarity.AFFIRMATIVE;
  }

  /// Somebody does something, in some tense.
  Clause deed() {
    var verb = verb();
    return deed(verb, tense(verb));
  }

  Clause deed(Verb verb, Tense tense) {
    return deed(phrases.subject(verb), verb, tense);
  }

  Clause deed(Participant subject, Verb verb, Tense tense) {
    var action = action(subject, verb);
    if (tense == Tense.HABITUAL || tense == Tense.PAST_HABITUAL) {
      return new Clause(
          subject,
          action.often(dice.pick(Adverbial.FREQUENCY)).how(Adverbial.NONE),
          tense,
          Polarity.AFFIRMATIVE);
    }
    var polarity = action.manner().isNone() ? polarity() : Polarity.AFFIRMATIVE;
    return new Clause(subject, action, tense, polarity);
  }

  /// A verb with an object, a manner or a place.
  Action action(Participant subject, Verb verb) {
    var action = Action.of(verb);
    if (verb.isTransitive()) {
      return maybeManner(action.to(object(subject, verb)), 12);
    }
    boolean placed =
        verb.may("place") || verb.may("goal") || verb.may("water") || verb.may("plantplace");
    if (placed && dice.chance(verb.may("goal") ? 100 : 65)) {
      action = action.at(phrases.place(subject, verb));
    }
    return maybeManner(action, 30);
  }

  private Action maybeManner(Action action, int percent) {
    return dice.chance(percent) ? phrases.manner(action) : action;
  }

  private Participant object(Participant subject, Verb verb) {
    Noun noun;
    do {
      noun = dice.pick(verb.objects());
    } while (noun.english().equals(subject.key()));
    return phrases.object(noun, subject, verb);
  }

  /// Something is of some quality.
  Optional<Clause> quality() {
    var noun = dice.pick(lexicon.nouns());
    var qualities = lexicon.qualities(noun);
    if (qualities.isEmpty()) {
      return Optional.empty();
    }
    Participant subject =
        noun.isPerson() && dice.chance(50) ? phrases.person() : phrases.subject(noun);
    if (!(subject instanceof NounPhrase phrase)) {
      return Optional.of(
          quality(subject, dice.pick(lexicon.qualities(phrases.group("boy").getFirst()))));
    }
    return Optional.of(quality(subject, dice.pick(lexicon.qualities(phrase.noun()))));
  }

  Clause quality(Participant subject, Adjective adjective) {
    var degree =
        adjective.isGradable()
            ? dice.pick(List.of(Predicate.Degree.values()))
            : Predicate.Degree.PLAIN;
    var polarity =
        degree == Predicate.Degree.PLAIN && dice.chance(30)
            ? Polarity.NEGATIVE
            : Polarity.AFFIRMATIVE;
    var tense = dice.pick(List.of(Tense.PRESENT, Tense.PRESENT, Tense.PAST, Tense.FUTURE));
    return new Clause(subject, new Predicate.Quality(adjective, degree), tense, polarity);
  }

  /// Somebody is a doctor.
  Clause identity() {
    Participant subject;
    do {
      subject = phrases.person();
    } while (!mayBeOfProfession(subject));
    var tense = dice.pick(List.of(Tense.PRESENT, Tense.PAST, Tense.FUTURE));
    return new Clause(
        subject, new Predicate.Identity(phrases.profession(subject)), tense, polarity());
  }

  private static boolean mayBeOfProfession(Participant someone) {
    return switch (someone) {
      case Pronoun pronoun -> pronoun != Pronoun.YOU;
      case NounPhrase phrase ->
          phrase.adjectives().isEmpty()
              && phrase.numeral().isEmpty()
              && !phrase.noun().is("profession")
              && !phrase.noun().is("nopro");
    };
  }

  /// Something is somewhere.
  Clause location() {
    var thing = dice.chance(50);
    var noun =
        dice.pick(
            thing ? phrases.group("thing", "text", "food") : phrases.group("person", "animal"));
    Participant subject =
        !thing && noun.isPerson() && dice.chance(40) ? phrases.person() : phrases.subject(noun);
    var where =
        thing
            ? phrases.inside(
                dice.pick(
                    phrases.group(
                        "table", "shelf", "cupboard", "box", "bag", "basket", "drawer", "chest")),
                subject)
            : dice.chance(30)
                ? phrases.beside(subject)
                : phrases.inside(
                    dice.pick(phrases.group("building", "room", "ground", "settlement")), subject);
    var tense = dice.pick(List.of(Tense.PRESENT, Tense.PAST, Tense.FUTURE));
    return new Clause(subject, new Predicate.Location(where), tense, polarity());
  }

  /// Somebody can, wants or must do something.
  Clause modal() {
    var verb = verb();
    while (verb.isStative()) {
      verb = verb();
    }
    var subject = phrases.subject(verb);
    var modality = dice.pick(List.of(Predicate.Modality.values()));
    boolean duty = modality == Predicate.Modality.MUST;
    var tense = !duty && dice.chance(40) ? Tense.PAST : Tense.PRESENT;
    var action = action(subject, verb);
    boolean affirmed = duty || !action.manner().isNone();
    return new Clause(
        subject,
        new Predicate.Modal(modality, action),
        tense,
        affirmed ? Polarity.AFFIRMATIVE : polarity());
  }

  /// Any clause, as a part of a longer sentence.
  Clause any() {
    return switch (dice.upTo(10)) {
      case 0, 1 -> quality().orElseGet(this::deed);
      case 2 -> modal();
      case 3 -> location();
      default -> deed();
    };
  }
}
