package dev.uvaha.data.grammar;

import java.util.List;
import java.util.Optional;

/// A noun with its determiner, number, adjectives and owner: `my two black cats`, `the boy's book`.
///
/// The Ukrainian determiner is kept beside the English one, since `my` may be `мій` or `свій`.
record NounPhrase(
    Determiner determiner,
    Declined ukrainianDeterminer,
    Optional<Numeral> numeral,
    List<Adjective> adjectives,
    Noun noun,
    Quantity quantity,
    Optional<NounPhrase> owner)
    implements Participant {

  static NounPhrase of(Determiner determiner, Noun noun, Quantity quantity) {
    return new NounPhrase(
        determiner,
        determiner.ukrainian(),
        Optional.empty(),
        List.of(),
        noun,
        quantity,
        Optional.empty());
  }

  NounPhrase with(Adjective adjective) {
    return new NounPhrase(
        determiner, ukrainianDeterminer, numeral, List.of(adjective), noun, quantity, owner);
  }

  NounPhrase counted(Numeral count) {
    return new NounPhrase(
        Determiner.NONE,
        Determiner.NONE.ukrainian(),
        Optional.of(count),
        adjectives,
        noun,
        Quantity.MANY,
        Optional.empty());
  }

  NounPhrase ownedBy(NounPhrase someone) {
    return new NounPhrase(
        Determiner.NONE,
        Determiner.NONE.ukrainian(),
        numeral,
        adjectives,
        noun,
        quantity,
        Optional.of(someone));
  }

  /// Points back at the subject: `she … her book`, `вона … свою книгу`.
  NounPhrase ownOf(Participant subject) {
    return new NounPhrase(
        Determiner.of(subject),
        Determiner.OWN.ukrainian(),
        numeral,
        adjectives,
        noun,
        quantity,
        Optional.empty());
  }

  @Override
  public void english(Draft draft, Case role) {
    owner.ifPresent(someone -> {
      someone.english(draft, Case.NOMINATIVE);
      draft.english(someone.quantity() == Quantity.MANY && someone.endsInS() ? "'" : "'s");
    });
    draft.english(determiner.english(quantity));
    numeral.ifPresent(count -> draft.english(count.english()));
    for (var adjective : adjectives) {
      draft.combine(noun.english(), adjective.english()).english(adjective.english());
    }
    draft.english(noun.english(quantity));
  }

  private boolean endsInS() {
    return noun.englishPlural().endsWith("s");
  }

  @Override
  public void ukrainian(Draft draft, Case grammaticalCase, Position position) {
    var agreement = agreement();
    draft.ukrainian(ukrainianDeterminer.form(agreement, grammaticalCase, noun.animacy()));
    var inner = grammaticalCase;
    if (numeral.isPresent()) {
      draft.ukrainian(numeral.get().ukrainian(noun.gender()));
      inner = numeral.get().governs(grammaticalCase);
    }
    for (var adjective : adjectives) {
      draft.ukrainian(adjective.ukrainian().form(agreement, inner, noun.animacy()));
    }
    draft.ukrainian(noun.ukrainian(quantity, inner));
    owner.ifPresent(someone -> someone.ukrainian(draft, Case.GENITIVE, Position.PLAIN));
  }

  @Override
  public Person person() {
    return quantity == Quantity.ONE ? Person.SINGULAR : Person.PLURAL;
  }

  @Override
  public Agreement agreement() {
    return noun.agreement(quantity);
  }

  @Override
  public String key() {
    return noun.english();
  }
}
