package dev.uvaha.cli;

import dev.uvaha.translation.Translator;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The language to translate into.
final class LanguageOption {
  @Option(
      names = "--to",
      paramLabel = "LANGUAGE",
      description = "uk or en. Default: the one that the text is not written in.")
  private Optional<String> code = Optional.empty();

  /// Checks that a translator writes the one that was asked for.
  ///
  /// @throws IllegalArgumentException if it does not
  void check(Translator translator) {
    code.ifPresent(translator::checkLanguage);
  }

  /// The one that was asked for, or that a text is not written in.
  String of(Translator translator, String text) {
    return code.orElseGet(() -> translator.targetLanguage(text));
  }
}
