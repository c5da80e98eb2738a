package dev.uvaha.data.grammar;

/// Regular English inflection; irregular forms come from the lexicon.
final class EnglishForms {
  private static final String VOWELS = "aeiou";

  private EnglishForms() {}

  static String plural(String noun) {
    return withS(noun);
  }

  static String third(String verb) {
    return verb.equals("have") ? "has" : withS(verb);
  }

  private static String withS(String word) {
    if (word.matches(".*(s|x|z|ch|sh)") || word.matches("go|hero|tomato|potato")) {
      return word + "es";
    }
    return endsInConsonantAndY(word) ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }

  static String past(String verb) {
    if (verb.endsWith("e")) {
      return verb + "d";
    }
    return endsInConsonantAndY(verb) ? verb.substring(0, verb.length() - 1) + "ied" : verb + "ed";
  }

  static String continuous(String verb) {
    boolean silent = verb.endsWith("e") && !verb.endsWith("ee");
    return (silent ? verb.substring(0, verb.length() - 1) : verb) + "ing";
  }

  private static boolean endsInConsonantAndY(String word) {
    int last = word.length() - 1;
    return word.endsWith("y") && last > 0 && VOWELS.indexOf(word.charAt(last - 1)) < 0;
  }

  /// `a` or `an`, by the sound the next word begins with.
  static String article(String next) {
    if (next.startsWith("hon")) {
      return next.startsWith("hone") && !next.startsWith("honey") ? "an" : "a";
    }
    if (next.startsWith("uni") || next.startsWith("use")) {
      return "a";
    }
    return VOWELS.indexOf(next.charAt(0)) >= 0 ? "an" : "a";
  }
}
