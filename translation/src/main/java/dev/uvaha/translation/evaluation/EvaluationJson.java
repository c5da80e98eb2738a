package dev.uvaha.translation.evaluation;

import dev.uvaha.text.metrics.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Figures as JSON, by names that stay.
final class EvaluationJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EvaluationJson() {}

  static String text(Map<String, ?> values) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values);
  }

  static Map<String, Object> of(GrammarEvaluation figures) {
    var coreference = figures.coreference();
    return ordered(
        "directions",
        java.util.List.of(of(figures.intoUkrainian()), of(figures.intoEnglish())),
        "coreference",
        ordered(
            "accuracy",
            coreference.accuracy(),
            "right",
            coreference.right(),
            "items",
            coreference.items()));
  }

  static Map<String, Object> of(Evaluation figures) {
    var speed = figures.throughput();
    return ordered(
        "from",
        figures.from(),
        "to",
        figures.to(),
        "bleu",
        of(figures.bleu()),
        "chrf",
        of(figures.chrF()),
        "lengths",
        figures.lengths().stream().map(EvaluationJson::of).toList(),
        "throughput",
        ordered(
            "sentences",
            speed.sentences(),
            "words",
            speed.words(),
            "seconds",
            speed.seconds(),
            "wordsPerSecond",
            speed.wordsPerSecond()));
  }

  private static Map<String, Object> of(Evaluation.LengthFigures figures) {
    return ordered(
        "words",
        figures.words(),
        "sentences",
        figures.sentences(),
        "bleu",
        figures.bleu(),
        "chrf",
        figures.chrF());
  }

  private static Map<String, Object> of(Score score) {
    return ordered("score", score.value(), "signature", score.signature());
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var values = new LinkedHashMap<String, Object>();
    for (var i = 0; i < namesAndValues.length; i += 2)
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    return values;
  }
}
