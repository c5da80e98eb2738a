package dev.uvaha.data.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uvaha.data.SentencePair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrammarTest {
  /// Enough for each build; `-Duvaha.grammar.sample=200000` looks for what is rarer.
  private static final int SAMPLE = Integer.getInteger("uvaha.grammar.sample", 20_000);

  private static final Grammar GRAMMAR = Grammar.englishUkrainian();
  private static final List<SentencePair> PAIRS = GRAMMAR.sentences(17).limit(SAMPLE).toList();

  private static final List<SentencePair> TRAINING = GRAMMAR.split(Split.TRAIN, 1, 30_000);
  private static final Pattern POSSESSIVE = Pattern.compile("'s?$");
  private static final Pattern ENGLISH = Pattern.compile("[A-Za-z ,.?'-]+");
  private static final Pattern UKRAINIAN = Pattern.compile("[А-ЩЬЮЯЄІЇҐа-щьюяєіїґ ,.?'—]+");

  @Test
  void sameSeedGivesTheSameSentences() {
    var first = GRAMMAR.sentences(5).limit(500).toList();
    assertEquals(first, Grammar.englishUkrainian().sentences(5).limit(500).toList());
    assertTrue(!first.equals(GRAMMAR.sentences(6).limit(500).toList()));
  }

  @Test
  void hasTheSizeOfARealLexicon() {
    assertTrue(GRAMMAR.nounCount() >= 300, "nouns: " + GRAMMAR.nounCount());
    assertTrue(GRAMMAR.verbCount() >= 80, "verbs: " + GRAMMAR.verbCount());
    assertTrue(GRAMMAR.adjectiveCount() >= 100, "adjectives: " + GRAMMAR.adjectiveCount());
  }

  @Test
  void sentencesAreWellFormedInTheLettersOfTheirLanguage() {
    for (var pair : PAIRS) {
      checkForm(pair.source(), ENGLISH);
      checkForm(pair.target(), UKRAINIAN);
    }
  }

  private static void checkForm(String side, Pattern letters) {
    assertTrue(letters.matcher(side).matches(), side);
    assertTrue(Character.isUpperCase(side.charAt(0)), side);
    assertTrue(side.endsWith(".") || side.endsWith("?"), side);
    assertTrue(side.indexOf("  ") < 0 && side.indexOf(" ,") < 0, side);
    assertEquals(side.strip(), side);
  }

  @Test
  void everyWordIsListed() {
    var words = GRAMMAR.words();
    Set<String> missing = new HashSet<>();
    for (var pair : PAIRS) {
      for (var side : List.of(pair.source(), pair.target())) {
        var written = List.of(side.split("[ ,.?]+", 0));
        for (int i = 0; i < written.size(); i++) {
          var word = POSSESSIVE.matcher(written.get(i)).replaceFirst("");
          var small = word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
          var begins = i == 0; // a sentence, with a capital letter
          if (!words.contains(word) && !(begins && words.contains(small))) missing.add(word);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void translationIsNearlyAFunctionEachWay() {
    var english = ambiguity(SentencePair::source, SentencePair::target);
    assertTrue(english < 0.002, "English with two Ukrainian sides: " + english);
    var ukrainian = ambiguity(SentencePair::target, SentencePair::source);
    assertTrue(ukrainian < 0.002, "Ukrainian with two English sides: " + ukrainian);
  }

  private static double ambiguity(
      Function<SentencePair, String> from, Function<SentencePair, String> to) {
    Map<String, Set<String>> readings = new HashMap<>();
    PAIRS.forEach(pair ->
        readings.computeIfAbsent(from.apply(pair), _ -> new HashSet<>()).add(to.apply(pair)));
    var ambiguous = readings.values().stream().filter(r -> r.size() > 1).count();
    return (double) ambiguous / readings.size();
  }

  @Test
  void splitsShareNoSentence() {
    var train = english(TRAINING);
    var valid = english(GRAMMAR.split(Split.VALID, 2, 500));
    var test = english(GRAMMAR.split(Split.TEST, 3, 500));
    assertEquals(500, test.size());
    assertTrue(test.stream().noneMatch(train::contains));
    assertTrue(valid.stream().noneMatch(train::contains));
    assertTrue(test.stream().noneMatch(valid::contains));
  }

  private static Set<String> english(List<SentencePair> pairs) {
    return pairs.stream().map(SentencePair::source).collect(Collectors.toSet());
  }

  @Test
  void theLecturesSentencesAreInTheTrainingLanguage() {
    var training = new HashSet<>(TRAINING);
    assertTrue(
        training.contains(
            new SentencePair(
                "The cat didn't cross the street because it was too tired.",
                "Кіт не перейшов вулицю, бо був занадто втомлений.")));
    assertTrue(
        training.contains(
            new SentencePair(
                "The cat didn't cross the street because it was too wide.",
                "Кіт не перейшов вулицю, бо була занадто широка.")));
    assertTrue(training.contains(new SentencePair("I am learning AI.", "Я вивчаю ШІ.")));
  }

  @Test
  void heldOutQualitiesAreNotTaughtInAnyKindOfSentence() {
    var lexicon = GRAMMAR.lexicon();
    var holdout = new Holdout();
    Set<String> held = new HashSet<>();
    for (var noun : lexicon.nouns()) {
      for (var adjective : lexicon.qualities(noun)) {
        if (holdout.split(noun.english(), adjective.english()) == Split.TEST) {
          held.add(" " + adjective.english() + " " + noun.english() + " ");
        }
      }
    }
    assertTrue(held.size() > 100, "held out: " + held.size());
    for (var pair : TRAINING) {
      var words = List.of(pair.source().toLowerCase(Locale.ROOT).split("[ ,.?]+", 0));
      for (int i = 1; i < words.size(); i++) {
        var attribute = " " + words.get(i - 1) + " " + words.get(i) + " ";
        assertTrue(!held.contains(attribute), pair.source());
      }
    }
  }

  @Test
  void chainsAreAsLongAsAsked() {
    for (var pair : GRAMMAR.chained(Split.TRAIN, 7, 4, 50)) {
      int joints = pair.source().split(", (and|but) ", -1).length;
      assertEquals(4, joints, pair.source());
    }
  }

  @Test
  void coreferenceItemsAreHeldOutAndTellTheirAnswer() {
    var items = GRAMMAR.coreference(3, 300);
    var train = english(TRAINING);
    for (var item : items) {
      assertTrue(item.resolvedCorrectly(item.pair().target()), item.toString());
      assertTrue(!item.resolvedCorrectly("Кіт спить."));
      assertTrue(!train.contains(item.pair().source()));
    }
    assertEquals(150, items.stream().filter(i -> i.antecedent() == Antecedent.SUBJECT).count());
  }
}
