package dev.uvaha.text.metrics;

import java.util.List;
import java.util.regex.Pattern;

/// How BLEU cuts a sentence into words.
public enum BleuTokenization {
  /// As WMT's mteval-v13a does: ASCII punctuation stands alone, but `1,000.5` stays together.
  V13A("13a") {
    @Override
    List<String> words(String sentence) {
      var line = sentence.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
      if (line.indexOf('&') >= 0) {
        line =
            line.replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
      }
      line = " " + line + " ";
      line = V13A_SYMBOL.matcher(line).replaceAll(" $1 ");
      line = V13A_POINT_AFTER_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
      line = V13A_POINT_BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
      line = V13A_DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
      return UnicodeSpaces.split(line);
    }
  },

  /// As mteval-v14 does: all of Unicode's punctuation and symbols stand alone, unless between
  /// digits.
  INTERNATIONAL("intl") {
    @Override
    List<String> words(String sentence) {
      var line = INTL_PUNCTUATION_AFTER_NO_NUMBER.matcher(sentence).replaceAll("$1 $2 ");
      line = INTL_PUNCTUATION_BEFORE_NO_NUMBER.matcher(line).replaceAll(" $1 $2");
      line = INTL_SYMBOL.matcher(line).replaceAll(" $1 ");
      return UnicodeSpaces.split(line);
    }
  },

  /// At spaces alone, for text that is already cut.
  NONE("none") {
    @Override
    List<String> words(String sentence) {
      return UnicodeSpaces.split(sentence);
    }
  };

  private static final Pattern V13A_SYMBOL =
      Pattern.compile("([\\{-\\~\\[-\\` -\\&\\(-\\+\\:-@/])");
  private static final Pattern V13A_POINT_AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern V13A_POINT_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern V13A_DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
  private static final Pattern INTL_PUNCTUATION_AFTER_NO_NUMBER =
      Pattern.compile("(\\P{N})(\\p{P})");
  private static final Pattern INTL_PUNCTUATION_BEFORE_NO_NUMBER =
      Pattern.compile("(\\p{P})(\\P{N})");
  private static final Pattern INTL_SYMBOL = Pattern.compile("(\\p{S})");

  private final String signature;

  BleuTokenization(String signature) {
    this.signature = signature;
  }

  String signature() {
    return signature;
  }

  abstract List<String> words(String sentence);
}
