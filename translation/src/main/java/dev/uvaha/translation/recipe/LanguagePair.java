package dev.uvaha.translation.recipe;

/// Between which languages to translate, and which ways.
///
/// @param source code of the language of the corpus's first side, such as `en`
/// @param target code of the language of its second side, such as `uk`
public record LanguagePair(String source, String target, Directions directions) {
  /// Which ways one model learns.
  public enum Directions {
    /// Source to target and back: each pair is learned from twice.
    BOTH,
    /// Source to target alone.
    FORWARD
  }

  public LanguagePair {
    check("source", source);
    check("target", target);
    if (source.equals(target))
      throw new IllegalArgumentException("source and target are the same language, " + source);
  }

  /// Both ways between two languages.
  public static LanguagePair both(String source, String target) {
    return new LanguagePair(source, target, Directions.BOTH);
  }

  /// One way, from source to target.
  public static LanguagePair forward(String source, String target) {
    return new LanguagePair(source, target, Directions.FORWARD);
  }

  private static void check(String side, String code) {
    if (!code.matches("[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*"))
      throw new IllegalArgumentException(
          "%s must be a language code such as en or uk, got '%s'".formatted(side, code));
  }
}
