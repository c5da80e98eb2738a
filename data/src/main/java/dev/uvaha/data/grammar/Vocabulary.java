package dev.uvaha.data.grammar;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// All surface words of the grammar, as they are written inside a sentence.
final class Vocabulary {
  private static final List<String> GLUE =
      List.of(
          "a an the and but because when that who there is are am was were be will do does did",
          "can could must want wants wanted to why where what whom near under behind in front of on at",
          "don't doesn't didn't isn't aren't wasn't weren't won't can't couldn't not 's",
          "і але бо коли що чи чому де хто не є біля під за перед до у в з із зі на",
          "дві — іти");

  private final Set<String> words = new TreeSet<>();

  private Vocabulary() {}

  static Vocabulary of(Lexicon lexicon) {
    var vocabulary = new Vocabulary();
    GLUE.forEach(vocabulary::add);
    lexicon.nouns().forEach(vocabulary::add);
    lexicon.verbs().forEach(vocabulary::add);
    for (var adjective : lexicon.adjectives()) {
      vocabulary.add(adjective.english());
      adjective.ukrainian().words().forEach(vocabulary::add);
    }
    vocabulary.addGrammarWords();
    return vocabulary;
  }

  private void add(Noun noun) {
    add(noun.english());
    noun.forms().getFirst().forEach(this::add);
    if (noun.hasPlural()) {
      add(noun.englishPlural());
      noun.forms().getLast().forEach(this::add);
    }
    add(noun.place().english());
  }

  private void add(Verb verb) {
    var english = verb.english();
    add(english.plain());
    add(english.third());
    add(english.past());
    add(english.continuous());
    add(verb.government().english());
    add(verb.government().ukrainian());
    verb.imperfective().words().forEach(this::add);
    verb.perfective().ifPresent(forms -> forms.words().forEach(this::add));
  }

  private void addGrammarWords() {
    for (var determiner : Determiner.values()) {
      add(determiner.english(Quantity.ONE));
      add(determiner.english(Quantity.MANY));
      determiner.ukrainian().words().forEach(this::add);
    }
    for (var pronoun : Pronoun.values()) {
      pronoun.words().forEach(this::add);
    }
    for (var numeral : Numeral.values()) {
      add(numeral.english());
      add(numeral.ukrainian(Agreement.MASCULINE));
    }
    for (var degree : Predicate.Degree.values()) {
      add(degree.english());
      add(degree.ukrainian());
    }
    Adverbial.all()
        .forEach(adverbial -> {
          add(adverbial.english());
          add(adverbial.ukrainian());
        });
    Clause.words().forEach(this::add);
    AdjectiveDeclension.decline("який").words().forEach(this::add);
  }

  private void add(String phrase) {
    for (var word : phrase.split(" ", 0)) {
      if (!word.isEmpty()) {
        words.add(word);
        if (word.startsWith("йд") || word.startsWith("йш") || word.equals("йти")) {
          words.add("і" + word.substring(1));
        }
      }
    }
  }

  Set<String> words() {
    return Collections.unmodifiableSet(words);
  }
}
