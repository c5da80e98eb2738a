package dev.uvaha.data.grammar;

import dev.uvaha.data.SentencePair;
import dev.uvaha.data.grammar.Predicate.Action;
import java.util.List;
import java.util.Optional;

/// The kinds of sentences: each method writes one kind; [#draw] mixes them.
final class Sentences {
  /// A sentence in both languages and the part of the language it belongs to.
  record Drawn(SentencePair pair, Split split) {}

  private final Holdout holdout = new Holdout();
  private final Lexicon lexicon;
  private final Dice dice;
  private final Phrases phrases;
  private final Clauses clauses;
  private final Reasons reasons;
  private final Questions questions;
  private final Compounds compounds;

  Sentences(Lexicon lexicon, long seed) {
    this.lexicon = lexicon;
    dice = new Dice(seed);
    phrases = new Phrases(lexicon, dice);
    clauses = new Clauses(lexicon, phrases, dice);
    reasons = new Reasons(lexicon, dice);
    questions = new Questions(phrases, clauses, dice);
    compounds = new Compounds(lexicon, phrases, clauses, reasons, dice);
  }

  Drawn draw() {
    var draft = new Draft(holdout);
    var mark = write(draft);
    return new Drawn(draft.finish(mark), draft.split());
  }

  Drawn drawChain(int count) {
    var draft = new Draft(holdout);
    var mark = compounds.chain(draft, count);
    return new Drawn(draft.finish(mark), draft.split());
  }

  /// An item whose reason is held out for the test, with `it` of two possible genders.
  CoreferenceItem drawCoreference(Antecedent wanted) {
    while (true) {
      var reason = reasons.draw();
      boolean telling =
          !reason.subject().isPerson() && reason.subject().gender() != reason.object().gender();
      var split = holdout.split(reason.meant().english(), reason.adjective().english());
      if (telling && reason.antecedent() == wanted && split == Split.TEST) {
        var draft = new Draft(holdout);
        var subject = NounPhrase.of(Determiner.THE, reason.subject(), Quantity.ONE);
        var object = NounPhrase.of(Determiner.THE, reason.object(), Quantity.ONE);
        reasons.write(draft, reason, subject, object, reasons.degree(reason));
        return new CoreferenceItem(
            draft.finish("."),
            wanted,
            reason.meant().gender(),
            reason.subject().english(),
            reason.object().english());
      }
    }
  }

  private String write(Draft draft) {
    if (dice.upTo(500) == 0) {
      return lecture(draft);
    }
    int roll = dice.upTo(100);
    if (roll < 24) {
      return statement(draft);
    }
    if (roll < 44) {
      return reason(draft);
    }
    if (roll < 51) {
      return quality(draft);
    }
    if (roll < 54) {
      return plain(draft, clauses.identity());
    }
    if (roll < 58) {
      return plain(draft, clauses.location());
    }
    if (roll < 61) {
      return existence(draft);
    }
    if (roll < 67) {
      return plain(draft, clauses.modal());
    }
    if (roll < 77) {
      return questions.write(draft);
    }
    if (roll < 82) {
      return compounds.chain(draft, 2);
    }
    if (roll < 84) {
      return compounds.chain(draft, 3);
    }
    if (roll < 88) {
      return compounds.when(draft);
    }
    if (roll < 92) {
      return compounds.knowledge(draft);
    }
    return roll < 96 ? compounds.relative(draft) : compounds.resumed(draft);
  }

  /// The sentences of the lecture, told by the same rules as all others.
  private String lecture(Draft draft) {
    if (dice.chance(33)) {
      var learn = named(lexicon.verbs(), verb -> verb.english().plain().equals("learn"));
      var ai = NounPhrase.of(Determiner.NONE, phrases.group("AI").getFirst(), Quantity.ONE);
      return plain(
          draft,
          new Clause(Pronoun.I, Action.of(learn).to(ai), Tense.PRESENT, Polarity.AFFIRMATIVE));
    }
    var quality = dice.pick(List.of("tired", "wide"));
    var frame =
        named(
            lexicon.frames(),
            f -> f.verb().english().plain().equals("cross") && f.polarity() == Polarity.NEGATIVE);
    var adjective = named(lexicon.adjectives(), a -> a.english().equals(quality));
    var cat = phrases.group("cat").getFirst();
    var street = phrases.group("street").getFirst();
    reasons.write(
        draft,
        Reasons.Reason.of(frame, cat, street, adjective),
        NounPhrase.of(Determiner.THE, cat, Quantity.ONE),
        NounPhrase.of(Determiner.THE, street, Quantity.ONE),
        Predicate.Degree.TOO);
    return ".";
  }

  private static <T> T named(List<T> entries, java.util.function.Predicate<T> wanted) {
    return entries.stream().filter(wanted).findFirst().orElseThrow();
  }

  private static String plain(Draft draft, Clause clause) {
    clause.statement(draft);
    return ".";
  }

  private String statement(Draft draft) {
    var clause = clauses.deed();
    boolean timed =
        dice.chance(25)
            && clause.predicate() instanceof Action action
            && !action.verb().isStative()
            && !clause.tense().name().endsWith("HABITUAL");
    if (!timed) {
      return plain(draft, clause);
    }
    var time = time(clause.tense());
    boolean first = dice.chance(50);
    if (first) {
      draft.both(time.english(), time.ukrainian());
    }
    clause.statement(draft);
    if (!first) {
      draft.both(time.english(), time.ukrainian());
    }
    return ".";
  }

  private Adverbial time(Tense tense) {
    if (dice.chance(25) && tense != Tense.PRESENT) {
      return dice.pick(Adverbial.ANY);
    }
    return dice.pick(
        switch (tense) {
          case PRESENT, HABITUAL -> Adverbial.PRESENT;
          case PAST, PAST_CONTINUOUS, PAST_HABITUAL -> Adverbial.PAST;
          case FUTURE, FUTURE_CONTINUOUS -> Adverbial.FUTURE;
        });
  }

  private String reason(Draft draft) {
    var reason = reasons.draw();
    reasons.write(
        draft,
        reason,
        reasons.phrase(reason.subject()),
        reasons.phrase(reason.object()),
        reasons.degree(reason));
    return ".";
  }

  private String quality(Draft draft) {
    Optional<Clause> clause = Optional.empty();
    while (clause.isEmpty()) {
      clause = clauses.quality();
    }
    return plain(draft, clause.get());
  }

  /// `There is a book on the table.`, `На столі є книга.`
  private String existence(Draft draft) {
    boolean living = dice.chance(40);
    var noun =
        dice.pick(
            living ? phrases.group("animal") : phrases.group("thing", "text", "fruit", "food"));
    var place =
        dice.pick(
            living
                ? phrases.group("building", "room", "ground", "settlement")
                : phrases.group(
                    "table", "shelf", "cupboard", "box", "bag", "basket", "drawer", "chest"));
    var quantity = noun.hasPlural() && dice.chance(40) ? Quantity.MANY : Quantity.ONE;
    boolean bare = quantity == Quantity.MANY || !noun.hasPlural();
    var qualities = lexicon.qualities(noun);
    var what =
        new NounPhrase(
            bare ? Determiner.NONE : Determiner.SOME,
            Determiner.NONE.ukrainian(),
            Optional.empty(),
            qualities.isEmpty() || dice.chance(60) ? List.of() : List.of(dice.pick(qualities)),
            noun,
            quantity,
            Optional.empty());
    var where = phrases.inside(place, Pronoun.WHO);
    draft.both(quantity == Quantity.ONE ? "there is" : "there are", "");
    what.english(draft, Case.NOMINATIVE);
    where.english(draft);
    where.ukrainian(draft);
    draft.ukrainian("є");
    what.ukrainian(draft, Case.NOMINATIVE, Participant.Position.PLAIN);
    return ".";
  }
}
