package dev.uvaha.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the tokens that stand for no text are spelt, and in which order a vocabulary begins with
/// them.
public final class SpecialTokens {
  /// Fills up batches.
  public static final String PADDING = "<pad>";

  /// What a decoder begins from.
  public static final String BEGIN = "<s>";

  /// Finishes a sequence.
  public static final String END = "</s>";

  private static final String TAG = "<2";
  private static final String MARIAN_TAG = ">>";
  private static final String MARIAN_TAG_END = "<<";

  private SpecialTokens() {}

  /// The tag that asks for a language: `<2uk>`.
  ///
  /// @param language its code, such as `uk`
  public static String tag(String language) {
    return TAG + language + ">";
  }

  /// The ways to write a tag: ours, and `>>uk<<`, which Marian's translators read.
  public static List<String> tags(String language) {
    return List.of(tag(language), MARIAN_TAG + language + MARIAN_TAG_END);
  }

  /// The language that a tag asks for; empty if the token is none.
  public static Optional<String> language(String token) {
    if (token.startsWith(MARIAN_TAG) && token.endsWith(MARIAN_TAG_END) && token.length() > 4)
      return Optional.of(token.substring(2, token.length() - 2));
    return token.startsWith(TAG) && token.endsWith(">") && token.length() > TAG.length() + 1
        ? Optional.of(token.substring(TAG.length(), token.length() - 1))
        : Optional.empty();
  }

  /// All special tokens of a vocabulary, in its order: padding, begin, end, then the tags.
  ///
  /// @param languages those that can be asked for
  public static List<String> of(List<String> languages) {
    return Stream.concat(Stream.of(PADDING, BEGIN, END), languages.stream().map(SpecialTokens::tag))
        .toList();
  }
}
