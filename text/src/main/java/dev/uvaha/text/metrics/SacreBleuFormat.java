package dev.uvaha.text.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Prints scores as the `sacrebleu` command does, to the character.
public final class SacreBleuFormat {
  /// The release of sacreBLEU whose scores these are.
  public static final String VERSION = "2.6.0";

  private SacreBleuFormat() {}

  /// What `sacrebleu -f text -w DIGITS` prints: one line per score, aligned at the `=`, without a
  /// line ending after the last.
  public static String text(List<Score> scores, int digits) {
    var sorted = sorted(scores);
    int width = sorted.stream().mapToInt(score -> title(score).length()).max().orElse(0);
    return sorted.stream()
        .map(score -> {
          var title = title(score);
          var line = " ".repeat(width - title.length()) + title + " = ";
          line += fixed(score.value(), digits);
          return score.details().isEmpty() ? line : line + " " + score.details();
        })
        .collect(Collectors.joining("\n"));
  }

  /// As [#text(List, int)] with one digit, sacreBLEU's default.
  public static String text(List<Score> scores) {
    return text(scores, 1);
  }

  /// What `sacrebleu -f json -w DIGITS` prints: an object, or a list of them for several scores.
  public static String json(List<Score> scores, int digits) {
    var objects = sorted(scores).stream().map(score -> object(score, digits)).toList();
    return objects.size() == 1 ? objects.getFirst() : "[\n" + String.join(",\n", objects) + "\n]";
  }

  /// As [#json(List, int)] with one digit, sacreBLEU's default.
  public static String json(List<Score> scores) {
    return json(scores, 1);
  }

  /// The number that is printed for `value`: of exactly `digits` (0–4) decimals, rounded half to
  /// even as the binary number that it is.
  public static String fixed(double value, int digits) {
    if (digits < 0 || digits > 4) {
      throw new IllegalArgumentException("digits must be 0 to 4, got " + digits);
    }
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /// As Python prints a float: without zeros at the end, but with one decimal at least.
  private static String shortest(String number) {
    return number.contains(".") ? number.replaceFirst("(\\.\\d+?)0+$", "$1") : number + ".0";
  }

  private static List<Score> sorted(List<Score> scores) {
    return scores.stream()
        .sorted(Comparator.comparing(score -> score instanceof BleuScore ? "" : score.name()))
        .toList();
  }

  private static String title(Score score) {
    return score.name() + "|" + score.signature();
  }

  private static String object(Score score, int digits) {
    var json = new StringBuilder();
    json.append("{\n \"name\": \"" + score.name() + "\"");
    json.append(",\n \"score\": " + shortest(fixed(score.value(), digits)));
    json.append(",\n \"signature\": \"" + score.signature() + "\"");
    if (!score.details().isEmpty()) {
      json.append(",\n \"verbose_score\": \"" + score.details() + "\"");
    }
    for (var parameter : score.signature().split("\\|", -1)) {
      int colon = parameter.indexOf(':');
      json.append(",\n \"" + parameter.substring(0, colon) + "\": ");
      json.append("\"" + parameter.substring(colon + 1) + "\"");
    }
    return json.append("\n}").toString();
  }
}
