package dev.uvaha.data.grammar;

import dev.uvaha.data.grammar.Predicate.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes noun phrases that make sense: which determiner, number and adjective a noun may have.
final class Phrases {
  private static final List<Determiner> POSSESSIVES =
      List.of(
          Determiner.MY,
          Determiner.OUR,
          Determiner.YOUR,
          Determiner.HIS,
          Determiner.HER,
          Determiner.THEIR);
  private static final List<Determiner> SPEAKERS =
      List.of(Determiner.MY, Determiner.OUR, Determiner.YOUR);
  private static final List<Pronoun> PRONOUNS =
      List.of(Pronoun.I, Pronoun.WE, Pronoun.YOU, Pronoun.HE, Pronoun.SHE, Pronoun.THEY);

  private static final List<Numeral> NUMERALS = List.of(Numeral.values());

  private final Lexicon lexicon;
  private final Dice dice;
  private final Map<String, List<Noun>> groups = new HashMap<>();

  Phrases(Lexicon lexicon, Dice dice) {
    this.lexicon = lexicon;
    this.dice = dice;
  }

  List<Noun> group(String... traits) {
    return groups.computeIfAbsent(String.join(",", traits), _ -> lexicon.nounsThatAre(traits));
  }

  /// The doer: a pronoun, where people do such things, or a noun phrase.
  Participant subject(Verb verb) {
    var noun = dice.pick(verb.subjects());
    return noun.isPerson() && dice.chance(45) ? dice.pick(PRONOUNS) : subject(noun);
  }

  Participant person() {
    var noun = dice.pick(group("person"));
    return dice.chance(45) ? dice.pick(PRONOUNS) : subject(noun);
  }

  NounPhrase subject(Noun noun) {
    var phrase = noun(noun, POSSESSIVES);
    boolean countable = noun.hasPlural() && !noun.is("nonum") && !noun.isBare();
    return countable && dice.chance(4) ? phrase.counted(numeral()) : phrase;
  }

  /// What is acted on: its possessive points back at the subject where it can.
  Participant object(Noun noun, Participant subject, Verb verb) {
    if (noun.isPerson() && dice.chance(35)) {
      var pronoun = dice.pick(PRONOUNS);
      if (pronoun.person() != subject.person() && !(speaks(pronoun) && speaks(subject))) {
        return pronoun;
      }
    }
    var phrase = belonging(noun, subject);
    boolean countable =
        noun.hasPlural() && !noun.is("nonum") && noun.animacy() == Animacy.INANIMATE;
    boolean counting =
        countable && verb.government().equals(Verb.Government.DIRECT) && dice.chance(4);
    return counting ? phrase.counted(numeral()) : phrase;
  }

  private static boolean speaks(Participant participant) {
    return participant == Pronoun.I || participant == Pronoun.WE;
  }

  NounPhrase belonging(Noun noun, Participant subject) {
    boolean speaker = subject == Pronoun.I || subject == Pronoun.WE || subject == Pronoun.YOU;
    var phrase = noun(noun, speaker ? List.of() : SPEAKERS);
    boolean free = phrase.determiner() == Determiner.THE && canBeOwned(noun);
    if (free && owns(subject) && dice.chance(noun.is("kin") ? 60 : 14)) {
      return phrase.ownOf(subject);
    }
    return phrase;
  }

  private static boolean owns(Participant subject) {
    return switch (subject) {
      case Pronoun pronoun -> pronoun != Pronoun.WHO;
      case NounPhrase phrase -> phrase.noun().isPerson() && !phrase.noun().is("nopro");
    };
  }

  private static boolean canBeOwned(Noun noun) {
    return noun.is(LexiconReader.OWNABLE);
  }

  private Numeral numeral() {
    return dice.pick(NUMERALS);
  }

  private NounPhrase noun(Noun noun, List<Determiner> possessives) {
    if (noun.isBare()) {
      return NounPhrase.of(Determiner.NONE, noun, Quantity.ONE);
    }
    var quantity = noun.hasPlural() && dice.chance(22) ? Quantity.MANY : Quantity.ONE;
    var phrase = NounPhrase.of(determiner(noun, quantity, possessives), noun, quantity);
    if (phrase.determiner() == Determiner.THE && canBeOwned(noun) && dice.chance(5)) {
      phrase = phrase.ownedBy(owner());
    }
    var qualities = lexicon.qualities(noun);
    return !qualities.isEmpty() && dice.chance(26) ? phrase.with(dice.pick(qualities)) : phrase;
  }

  private NounPhrase owner() {
    var noun = dice.pick(group("person"));
    var determiner =
        noun.isName() ? Determiner.NONE : noun.is("kin") ? dice.pick(SPEAKERS) : Determiner.THE;
    return NounPhrase.of(determiner, noun, Quantity.ONE);
  }

  private Determiner determiner(Noun noun, Quantity quantity, List<Determiner> possessives) {
    int roll = dice.upTo(100);
    boolean owned = canBeOwned(noun) && !possessives.isEmpty();
    if (owned && roll < (noun.is("kin") ? 60 : 14)) {
      return dice.pick(possessives);
    }
    boolean unique = noun.is("sky") || noun.is("weather") || noun.is("mass");
    if (unique || roll < 78) {
      return Determiner.THE;
    }
    if (roll < 85) {
      return Determiner.THIS;
    }
    if (roll < 91) {
      return Determiner.THAT;
    }
    return roll < 98 || quantity == Quantity.MANY ? Determiner.SOME : Determiner.EVERY;
  }

  /// A person's profession, to be said of someone: `a doctor`, a bare noun in Ukrainian.
  NounPhrase profession(Participant someone) {
    boolean plural = someone.person() == Person.PLURAL || someone.person() == Person.WE;
    var feminine = someone.agreement() == Agreement.FEMININE;
    Noun noun;
    do {
      noun = dice.pick(group("profession"));
    } while (noun.is("woman") && !feminine);
    return new NounPhrase(
        plural ? Determiner.NONE : Determiner.SOME,
        Determiner.NONE.ukrainian(),
        Optional.empty(),
        List.of(),
        noun,
        plural ? Quantity.MANY : Quantity.ONE,
        Optional.empty());
  }

  /// A place for a deed: inside something, or near, under, behind something.
  Whereabouts place(Participant subject, Verb verb) {
    if (verb.may("goal")) {
      var goal =
          belonging(dice.pick(group("building", "settlement", "room", "ground", "water")), subject);
      return new Whereabouts("to", "до", Case.GENITIVE, goal);
    }
    if (verb.may("water") || verb.may("plantplace")) {
      return inside(dice.pick(group(verb.may("water") ? "water" : "plantplace")), subject);
    }
    if (dice.chance(25)) {
      return beside(subject);
    }
    return inside(dice.pick(group("building", "room", "ground", "settlement", "home")), subject);
  }

  Whereabouts inside(Noun noun, Participant subject) {
    var place = noun.place();
    return new Whereabouts(
        place.english(), place.ukrainian(), Case.LOCATIVE, belonging(noun, subject));
  }

  Whereabouts beside(Participant subject) {
    var phrase =
        belonging(dice.pick(group("furniture", "building", "tree", "vehicle", "fence")), subject);
    return switch (dice.upTo(4)) {
      case 0 -> new Whereabouts("near", "біля", Case.GENITIVE, phrase);
      case 1 -> new Whereabouts("under", "під", Case.INSTRUMENTAL, underneath(subject));
      case 2 -> new Whereabouts("behind", "за", Case.INSTRUMENTAL, phrase);
      default -> new Whereabouts("in front of", "перед", Case.INSTRUMENTAL, phrase);
    };
  }

  private NounPhrase underneath(Participant subject) {
    return belonging(
        dice.pick(group("table", "bed", "chair", "bench", "tree", "oak", "bush", "bridge")),
        subject);
  }

  Action manner(Action action) {
    var allowed = action.verb().manners();
    return allowed.isEmpty() ? action : action.how(dice.pick(allowed));
  }
}
