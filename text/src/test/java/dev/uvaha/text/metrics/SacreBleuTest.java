package dev.uvaha.text.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.uvaha.text.Fixtures;
import dev.uvaha.text.metrics.BleuConfig.NgramOrders;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SacreBleuTest {
  /// sacreBLEU's doubles and ours may differ in the last bits of `exp` and `log` only.
  private static final double LAST_BITS = 1e-11;

  private final List<String> hypotheses = new ArrayList<>();
  private final List<String> references = new ArrayList<>();

  SacreBleuTest() throws Exception {
    for (var line : Files.readAllLines(Fixtures.path("metrics/pairs.jsonl"))) {
      var pair = JsonMapper.shared().readTree(line);
      hypotheses.add(pair.get("hypothesis").stringValue());
      references.add(pair.get("reference").stringValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bleu",
        "bleu-lc",
        "bleu-intl",
        "bleu-none",
        "bleu-eff",
        "chrf",
        "chrf-lc",
        "chrf+",
        "chrf++"
      })
  void equalsSacreBleu(String name) {
    var expected = Fixtures.json("metrics/scores.json").get(name);
    for (int i = 0; i < hypotheses.size(); i++) {
      var pair = List.of(hypotheses.get(i));
      var score = corpus(name).apply(pair, List.of(references.get(i)));
      assertThat(score.value())
          .as("%s | %s", hypotheses.get(i), references.get(i))
          .isCloseTo(expected.get("sentences").get(i).doubleValue(), offset(LAST_BITS));
    }
    assertThat(SacreBleuFormat.text(List.of(corpus(name).apply(hypotheses, references)), 4))
        .isEqualTo(expected.get("corpus").stringValue());
    var part = corpus(name).apply(hypotheses.subList(0, 30), references.subList(0, 30));
    assertThat(SacreBleuFormat.text(List.of(part), 4))
        .isEqualTo(expected.get("part").stringValue());
  }

  private static BiFunction<List<String>, List<String>, Score> corpus(String name) {
    var mixed = LetterCase.MIXED;
    return switch (name) {
      case "bleu" -> new Bleu(BleuConfig.DEFAULT)::corpus;
      case "bleu-lc" ->
          new Bleu(new BleuConfig(LetterCase.LOWERED, BleuTokenization.V13A, NgramOrders.ALL))
              ::corpus;
      case "bleu-intl" ->
          new Bleu(new BleuConfig(mixed, BleuTokenization.INTERNATIONAL, NgramOrders.ALL))::corpus;
      case "bleu-none" ->
          new Bleu(new BleuConfig(mixed, BleuTokenization.NONE, NgramOrders.ALL))::corpus;
      case "bleu-eff" -> new Bleu(BleuConfig.SENTENCE)::corpus;
      case "chrf" -> new ChrF(ChrFConfig.CHRF)::corpus;
      case "chrf-lc" -> new ChrF(new ChrFConfig(LetterCase.LOWERED, 6, 0, 2))::corpus;
      case "chrf+" -> new ChrF(new ChrFConfig(mixed, 6, 1, 2))::corpus;
      case "chrf++" -> new ChrF(ChrFConfig.CHRF_PLUS_PLUS)::corpus;
      default -> throw new AssertionError(name);
    };
  }

  @Test
  void printsWhatTheCommandPrints() throws Exception {
    assertPrintsWhatTheCommandPrints();
  }

  private static void assertPrintsWhatTheCommandPrints() throws Exception {
    var lines =
        AlignedLines.read(
            Fixtures.path("metrics/hypotheses.txt"), Fixtures.path("metrics/references.txt"));
    var bleu = new Bleu(BleuConfig.DEFAULT).corpus(lines.hypotheses(), lines.references());
    var chrF = new ChrF(ChrFConfig.CHRF).corpus(lines.hypotheses(), lines.references());
    assertThat(SacreBleuFormat.text(List.of(chrF, bleu)) + "\n").isEqualTo(printed("both.txt"));
    assertThat(SacreBleuFormat.json(List.of(chrF, bleu), 2) + "\n").isEqualTo(printed("both.json"));
    assertThat(SacreBleuFormat.json(List.of(bleu), 4) + "\n").isEqualTo(printed("bleu.json"));
  }

  @Test
  void printsTheSameInEveryLocale() throws Exception {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertPrintsWhatTheCommandPrints();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String printed(String name) throws Exception {
    return Files.readString(Fixtures.path("metrics/" + name));
  }

  @Test
  void statisticsOfPartsAddUpToTheCorpus() {
    var bleu = new Bleu(BleuConfig.DEFAULT);
    var chrF = new ChrF(ChrFConfig.CHRF_PLUS_PLUS);
    var bleuSum = BleuStatistics.EMPTY;
    var chrFSum = ChrFStatistics.empty(ChrFConfig.CHRF_PLUS_PLUS);
    for (int i = hypotheses.size() - 1; i >= 0; i--) {
      bleuSum = bleuSum.plus(bleu.statistics(hypotheses.get(i), references.get(i)));
      chrFSum = chrFSum.plus(chrF.statistics(hypotheses.get(i), references.get(i)));
    }
    assertThat(bleu.score(bleuSum)).isEqualTo(bleu.corpus(hypotheses, references));
    assertThat(chrF.score(chrFSum)).isEqualTo(chrF.corpus(hypotheses, references));
  }

  @Test
  void roundsAsPythonDoes() {
    assertThat(SacreBleuFormat.fixed(0.125, 2)).isEqualTo("0.12");
    assertThat(SacreBleuFormat.fixed(0.375, 2)).isEqualTo("0.38");
    assertThat(SacreBleuFormat.fixed(99.95, 1)).isEqualTo("100.0");
    assertThat(SacreBleuFormat.fixed(18.45, 1)).isEqualTo("18.4");
    assertThat(SacreBleuFormat.fixed(2.5, 0)).isEqualTo("2");
    assertThatThrownBy(() -> SacreBleuFormat.fixed(1, 5)).hasMessageContaining("0 to 4");
  }

  @Test
  void scoresSentencesByLength() {
    var buckets = new LengthBuckets(List.of(2, 5));
    assertThat(
            List.of("", "one two", "a b c", "a b c d e", "a b c d e f").stream()
                .map(buckets::label)
                .collect(Collectors.joining(" ")))
        .isEqualTo("0-2 0-2 3-5 3-5 6+");
    assertThat(buckets.labels()).containsExactly("0-2", "3-5", "6+");
    assertThatThrownBy(() -> new LengthBuckets(List.of(5, 5))).hasMessageContaining("[5, 5]");
  }

  @Test
  void refusesUnequalNumbersOfLines() {
    assertThatThrownBy(() -> new Bleu(BleuConfig.DEFAULT).corpus(List.of("a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 1 and 0");
  }
}
