package dev.uvaha.translation;

import dev.uvaha.text.SpecialTokens;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The languages that a translator writes: those that its tokenizer has tags for. One into a single
/// language has none; then its `tokenizer_config.json` says `target_lang`, as Marian's do.
final class TargetLanguages {
  private static final String FILE = "tokenizer_config.json";
  private static final String UNNAMED = "target";

  private TargetLanguages() {}

  /// @throws IllegalArgumentException if the file is no JSON
  static List<String> of(Tokenizer tokenizer, Path folder) throws IOException {
    var tagged =
        tokenizer.specialTokens().stream()
            .flatMap(token -> SpecialTokens.language(token).stream())
            .toList();
    if (!tagged.isEmpty()) return tagged;
    var file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) return List.of(UNNAMED);
    try {
      var json = JsonMapper.shared().readTree(Files.readAllBytes(file));
      return List.of(json.path("target_lang").asString(UNNAMED));
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: no valid JSON: %s".formatted(file, damaged.getOriginalMessage()), damaged);
    }
  }
}
