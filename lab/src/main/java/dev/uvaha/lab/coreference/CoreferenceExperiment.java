package dev.uvaha.lab.coreference;

import dev.uvaha.attention.AttentionMap;
import dev.uvaha.data.SentencePair;
import dev.uvaha.data.grammar.Agreement;
import dev.uvaha.data.grammar.Antecedent;
import dev.uvaha.data.grammar.CoreferenceItem;
import dev.uvaha.data.grammar.Grammar;
import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Watch;
import dev.uvaha.tensor.Device;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.Translation;
import dev.uvaha.translation.Translator;
import dev.uvaha.translation.evaluation.Coreference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Which head of the embedded translator sends `it` to its antecedent.
public final class CoreferenceExperiment implements Experiment {
  private static final long SEED = 20_170_612; // of sentences that no training shows

  private static final String PART = "heads";
  private static final int AT_ONCE = 64;

  /// The lecture's two sentences.
  static final List<CoreferenceItem> CAT =
      List.of(
          cat("tired", "Кіт не перейшов вулицю, бо був занадто втомлений.", Antecedent.SUBJECT),
          cat("wide", "Кіт не перейшов вулицю, бо була занадто широка.", Antecedent.OBJECT));

  private final ToIntFunction<Study> items;

  public CoreferenceExperiment() {
    this(study -> study.choose(200, 1_000));
  }

  /// @param items how many sentences, an even number
  CoreferenceExperiment(ToIntFunction<Study> items) {
    this.items = items;
  }

  private static CoreferenceItem cat(String quality, String ukrainian, Antecedent antecedent) {
    var english = "The cat didn't cross the street because it was too %s.".formatted(quality);
    var gender =
        switch (antecedent) {
          case SUBJECT -> Agreement.MASCULINE;
          case OBJECT -> Agreement.FEMININE;
        };
    return new CoreferenceItem(
        new SentencePair(english, ukrainian), antecedent, gender, "cat", "street");
  }

  @Override
  public String name() {
    return "coreference";
  }

  @Override
  public String title() {
    return "Coreference: which head sends 'it' to its antecedent";
  }

  @Override
  public String question() {
    return "In 'The cat didn't cross the street because it was too tired' the pronoun means the cat,"
        + " with 'too wide' the street, and Ukrainian must tell which: був or була. For each head of"
        + " the translator that comes with the library: does it look from 'it' more at the antecedent"
        + " than at the other noun, in sentences whose noun and adjective its training never shows"
        + " together? Half of the sentences mean the subject, half the object, so that guessing is"
        + " right in 50%. Some head should have made it its work, as in the paper's figures 3 to 5;"
        + " the head is chosen by one half of the sentences and measured on the other.";
  }

  /// The translator and its sentences are given; intervals are over the sentences.
  @Override
  public boolean seeded() {
    return false;
  }

  @Override
  public Findings run(Study study) {
    var translator = Translator.embedded(Device.CPU);
    var sentences = Grammar.englishUkrainian().coreference(SEED, items.applyAsInt(study));
    var counts =
        study.parts().get(PART, HeadCounts.class, () -> counts(study, translator, sentences));
    var chosen = counts.best(Gaze.IT);
    var looks = CAT.stream().map(item -> look(translator, item, chosen)).toList();
    var findings =
        new Findings()
            .setting("translator", "the embedded one")
            .setting("sentences", sentences.size())
            .setting("interval", "95%, Wilson");
    new HeadReport(counts, looks).tell(findings);
    return findings;
  }

  private static HeadCounts counts(
      Study study, Translator translator, List<CoreferenceItem> sentences) {
    study.watch().begun(PART, 1, 1);
    var resolved =
        Coreference.of(sentences, texts -> translations(study.watch(), translator, texts));
    var counts =
        HeadCounts.of(
            translator,
            sentences,
            resolved.accuracy(),
            done -> study.watch().advanced(PART, (1 + done) / 2, "looking"));
    study.watch().finished(PART, counts.best(Gaze.IT).name() + " is right most often");
    return counts;
  }

  private static List<String> translations(Watch watch, Translator translator, List<String> texts) {
    var translations = new ArrayList<String>(texts.size());
    for (var first = 0; first < texts.size(); first += AT_ONCE) {
      watch.advanced(PART, translations.size() / 2.0 / texts.size(), "translating");
      var some = texts.subList(first, Math.min(first + AT_ONCE, texts.size()));
      translator.translateAll(some, HeadCounts.LANGUAGE, SearchOptions.DEFAULT).stream()
          .map(Translation::text)
          .forEach(translations::add);
    }
    return translations;
  }

  /// One of the lecture's sentences, as a head sees it.
  private static HeadReport.Look look(Translator translator, CoreferenceItem item, HeadCount head) {
    var attention =
        translator.attention(item.pair().source(), HeadCounts.LANGUAGE, item.pair().target());
    var map =
        attention.encoder().stream().filter(found -> isOf(found, head)).findFirst().orElseThrow();
    var mention =
        Mention.of(item, new TokenText(attention.source()), new TokenText(attention.target()));
    return new HeadReport.Look(item, map, mention);
  }

  private static boolean isOf(AttentionMap map, HeadCount head) {
    return map.layer() == head.layer() && map.head() == head.head();
  }
}
