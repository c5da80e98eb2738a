package dev.uvaha.data.grammar;

import java.util.List;
import java.util.stream.Stream;

/// The personal pronouns; `you` is always `ви`, `it` stands for a noun and takes its gender.
enum Pronoun implements Participant {
  I(Person.I, Agreement.MASCULINE, "I me", "я мене мені мене мною мені"),
  WE(Person.WE, Agreement.PLURAL, "we us", "ми нас нам нас нами нас"),
  YOU(Person.YOU, Agreement.PLURAL, "you you", "ви вас вам вас вами вас"),
  HE(Person.SINGULAR, Agreement.MASCULINE, "he him", "він його йому його ним ньому"),
  SHE(Person.SINGULAR, Agreement.FEMININE, "she her", "вона її їй її нею ній"),
  IT_MASCULINE(Person.SINGULAR, Agreement.MASCULINE, "it it", "він його йому його ним ньому"),
  IT_FEMININE(Person.SINGULAR, Agreement.FEMININE, "it it", "вона її їй її нею ній"),
  IT_NEUTER(Person.SINGULAR, Agreement.NEUTER, "it it", "воно його йому його ним ньому"),
  WHO(Person.SINGULAR, Agreement.MASCULINE, "who whom", "хто кого кому кого ким кому"),
  THEY(Person.PLURAL, Agreement.PLURAL, "they them", "вони їх їм їх ними них");

  private final Person person;
  private final Agreement agreement;

  @SuppressWarnings("ImmutableEnumChecker") // from List.of
  private final List<String> english;

  @SuppressWarnings("ImmutableEnumChecker") // from List.of
  private final List<String> ukrainian;

  Pronoun(Person person, Agreement agreement, String english, String ukrainian) {
    this.person = person;
    this.agreement = agreement;
    this.english = List.of(english.split(" ", -1));
    this.ukrainian = List.of(ukrainian.split(" ", -1));
  }

  Stream<String> words() {
    return Stream.of(
            english.stream(), ukrainian.stream(), Stream.of("нього", "неї", "них", "ньому"))
        .flatMap(w -> w);
  }

  /// The pronoun that resumes a noun phrase.
  static Pronoun resuming(NounPhrase phrase) {
    var agreement = phrase.agreement();
    boolean person = phrase.noun().isPerson();
    return switch (agreement) {
      case PLURAL -> THEY;
      case MASCULINE -> person ? HE : IT_MASCULINE;
      case FEMININE -> person ? SHE : IT_FEMININE;
      case NEUTER -> IT_NEUTER;
    };
  }

  @Override
  public void english(Draft draft, Case role) {
    draft.english(english.get(role == Case.NOMINATIVE ? 0 : 1));
  }

  @Override
  public void ukrainian(Draft draft, Case grammaticalCase, Position position) {
    var form = ukrainian.get(grammaticalCase.column());
    boolean third = person == Person.SINGULAR || person == Person.PLURAL;
    if (third && position == Position.AFTER_PREPOSITION) {
      form =
          switch (form) {
            case "його" -> "нього";
            case "її" -> "неї";
            case "їх" -> "них";
            case "йому" -> "ньому";
            default -> form;
          };
    }
    draft.ukrainian(form);
  }

  @Override
  public Person person() {
    return person;
  }

  @Override
  public Agreement agreement() {
    return agreement;
  }

  @Override
  public String key() {
    return "";
  }
}
