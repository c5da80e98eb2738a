package dev.uvaha.data.grammar;

import dev.uvaha.data.grammar.Participant.Position;
import java.util.Map;
import java.util.stream.Stream;

/// Somebody does or is something, at some time.
record Clause(Participant subject, Predicate predicate, Tense tense, Polarity polarity) {
  private static final Conjugation CAN = Conjugation.parse("могти,можу,може,можуть,міг");
  private static final Conjugation WANT = Conjugation.parse("хотіти,хочу,хоче,хочуть");
  private static final Conjugation BE = Conjugation.parse("бути,буду,буде,будуть,був");
  private static final Declined MUST = mustForms();

  private static Declined mustForms() {
    return new Declined(
        Map.of(
            Agreement.MASCULINE, new String[] {"повинен"},
            Agreement.FEMININE, new String[] {"повинна"},
            Agreement.NEUTER, new String[] {"повинно"},
            Agreement.PLURAL, new String[] {"повинні"}));
  }

  static Stream<String> words() {
    return Stream.of(CAN.words(), WANT.words(), BE.words(), MUST.words()).flatMap(w -> w);
  }

  /// The same clause without a denial.
  Clause affirmed() {
    return new Clause(subject, predicate, tense, Polarity.AFFIRMATIVE);
  }

  /// Writes the clause as a statement on both sides.
  void statement(Draft draft) {
    combine(draft);
    subject.english(draft, Case.NOMINATIVE);
    subject.ukrainian(draft, Case.NOMINATIVE, Position.PLAIN);
    englishPredicate(draft);
    ukrainianPredicate(draft);
  }

  /// Writes only what is said, where the subject is understood.
  void predicateOnly(Draft draft) {
    combine(draft);
    englishPredicate(draft);
    ukrainianPredicate(draft);
  }

  /// `because it was too tired`, `бо був занадто втомлений`: Ukrainian drops the pronoun.
  void droppingUkrainianPronoun(Draft draft) {
    combine(draft);
    subject.english(draft, Case.NOMINATIVE);
    englishPredicate(draft);
    ukrainianPredicate(draft);
  }

  /// `Did the cat cross the street`, `Чи кіт перейшов вулицю`; with an adverb, `Why`, `Чому`.
  void question(Draft draft, String english, String ukrainian) {
    combine(draft);
    draft.both(english, ukrainian);
    var group = EnglishVerbGroup.of(this);
    draft.english(group.auxiliary(polarity));
    subject.english(draft, Case.NOMINATIVE);
    draft.english(englishFrequency()).english(group.rest());
    englishComplement(draft);
    subject.ukrainian(draft, Case.NOMINATIVE, Position.PLAIN);
    ukrainianPredicate(draft);
  }

  /// `What is the boy reading`, `Що читає хлопець`, but `Що ви читаєте`: what is asked is left out.
  void invertedQuestion(Draft draft, String english, String ukrainian) {
    combine(draft);
    draft.both(english, ukrainian);
    var group = EnglishVerbGroup.of(this);
    draft.english(group.auxiliary(polarity));
    subject.english(draft, Case.NOMINATIVE);
    draft.english(englishFrequency()).english(group.rest());
    englishComplement(draft);
    if (subject instanceof Pronoun) {
      subject.ukrainian(draft, Case.NOMINATIVE, Position.PLAIN);
      ukrainianPredicate(draft);
    } else {
      ukrainianPredicate(draft);
      subject.ukrainian(draft, Case.NOMINATIVE, Position.PLAIN);
    }
  }

  private void combine(Draft draft) {
    switch (predicate) {
      case Predicate.Action action -> combine(draft, action);
      case Predicate.Modal modal -> combine(draft, modal.action());
      case Predicate.Quality quality -> {
        if (subject instanceof NounPhrase phrase) {
          draft.combine(phrase.noun().english(), quality.adjective().english());
        }
      }
      case Predicate.Identity _, Predicate.Location _ -> {}
    }
  }

  private void combine(Draft draft, Predicate.Action action) {
    var verb = action.verb().key();
    if (!subject.key().isEmpty()) {
      draft.combine(subject.key(), verb);
    }
    if (action.object().isPresent() && !action.object().get().key().isEmpty()) {
      draft.combine(verb, action.object().get().key());
    }
  }

  private void englishPredicate(Draft draft) {
    var group = EnglishVerbGroup.of(this);
    var frequency = englishFrequency();
    if (polarity == Polarity.AFFIRMATIVE && !group.finite().isEmpty()) {
      draft.english(frequency).english(group.finite());
    } else {
      draft.english(group.auxiliary(polarity)).english(frequency).english(group.rest());
    }
    englishComplement(draft);
  }

  private String englishFrequency() {
    return predicate instanceof Predicate.Action action
            && action.frequency().slot() == Adverbial.Slot.BEFORE_VERB
        ? action.frequency().english()
        : "";
  }

  private void englishComplement(Draft draft) {
    switch (predicate) {
      case Predicate.Action action -> englishAction(draft, action);
      case Predicate.Modal modal -> englishAction(draft, modal.action());
      case Predicate.Quality quality ->
          draft.english(quality.degree().english()).english(quality.adjective().english());
      case Predicate.Identity identity -> identity.phrase().english(draft, Case.NOMINATIVE);
      case Predicate.Location location -> location.where().english(draft);
    }
  }

  private static void englishAction(Draft draft, Predicate.Action action) {
    if (action.object().isPresent()) {
      draft.english(action.verb().government().english());
      action.object().get().english(draft, Case.ACCUSATIVE);
    }
    draft.english(action.manner().english());
    action.where().ifPresent(where -> where.english(draft));
    if (action.frequency().slot() == Adverbial.Slot.LAST_IN_ENGLISH) {
      draft.english(action.frequency().english());
    }
  }

  private void ukrainianPredicate(Draft draft) {
    var not = polarity == Polarity.NEGATIVE ? "не" : "";
    switch (predicate) {
      case Predicate.Action action -> {
        draft.ukrainian(action.frequency().ukrainian()).ukrainian(action.manner().ukrainian());
        draft.ukrainian(not);
        ukrainianVerb(draft, action.verb());
        ukrainianComplement(draft, action);
      }
      case Predicate.Modal modal -> ukrainianModal(draft, modal, not);
      case Predicate.Quality quality -> {
        draft.ukrainian(not).ukrainian(ukrainianBe());
        draft.ukrainian(quality.degree().ukrainian());
        draft.ukrainian(quality.adjective().ukrainian().nominative(subject.agreement()));
      }
      case Predicate.Identity identity -> ukrainianIdentity(draft, identity, not);
      case Predicate.Location location -> {
        draft.ukrainian(not).ukrainian(ukrainianBe());
        location.where().ukrainian(draft);
      }
    }
  }

  private void ukrainianVerb(Draft draft, Verb verb) {
    var imperfective = verb.imperfective();
    switch (tense) {
      case PRESENT, HABITUAL -> draft.ukrainian(imperfective.present(subject.person()));
      case PAST_CONTINUOUS, PAST_HABITUAL ->
          draft.ukrainian(imperfective.past(subject.agreement()));
      case PAST -> {
        var form = verb.isStative() ? imperfective : verb.perfective().orElseThrow();
        draft.ukrainian(form.past(subject.agreement()));
      }
      case FUTURE -> {
        if (verb.perfective().isPresent()) {
          draft.ukrainian(verb.perfective().get().present(subject.person()));
        } else {
          willBe(draft, imperfective);
        }
      }
      case FUTURE_CONTINUOUS -> willBe(draft, imperfective);
    }
  }

  private void willBe(Draft draft, Conjugation verb) {
    draft.ukrainian(BE.present(subject.person())).ukrainian(verb.infinitive());
  }

  private static void ukrainianComplement(Draft draft, Predicate.Action action) {
    if (action.object().isPresent()) {
      var government = action.verb().government();
      draft.ukrainian(government.ukrainian());
      var position = government.ukrainian().isEmpty() ? Position.PLAIN : Position.AFTER_PREPOSITION;
      action.object().get().ukrainian(draft, government.objectCase(), position);
    }
    action.where().ifPresent(where -> where.ukrainian(draft));
  }

  private void ukrainianModal(Draft draft, Predicate.Modal modal, String not) {
    draft.ukrainian(not);
    var past = tense == Tense.PAST;
    switch (modal.modality()) {
      case CAN ->
          draft.ukrainian(past ? CAN.past(subject.agreement()) : CAN.present(subject.person()));
      case WANT ->
          draft.ukrainian(past ? WANT.past(subject.agreement()) : WANT.present(subject.person()));
      case MUST -> draft.ukrainian(MUST.nominative(subject.agreement()));
    }
    var verb = modal.action().verb();
    draft.ukrainian(modal.action().manner().ukrainian());
    draft.ukrainian(verb.perfective().orElse(verb.imperfective()).infinitive());
    ukrainianComplement(draft, modal.action());
  }

  private void ukrainianIdentity(Draft draft, Predicate.Identity identity, String not) {
    if (tense == Tense.PRESENT) {
      draft.ukrainian(not.isEmpty() ? "—" : not);
      identity.phrase().ukrainian(draft, Case.NOMINATIVE, Position.PLAIN);
    } else {
      draft.ukrainian(not).ukrainian(ukrainianBe());
      identity.phrase().ukrainian(draft, Case.INSTRUMENTAL, Position.PLAIN);
    }
  }

  private String ukrainianBe() {
    return switch (tense) {
      case PRESENT, HABITUAL -> "";
      case PAST, PAST_CONTINUOUS, PAST_HABITUAL -> BE.past(subject.agreement());
      case FUTURE, FUTURE_CONTINUOUS -> BE.present(subject.person());
    };
  }
}
