package dev.uvaha.hub;

import dev.uvaha.text.SpecialTokens;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tokens that a translation begins and ends with.
///
/// @param begin what the decoder reads first; in Marian the padding token
public record TranslationTokens(int begin, int end) {
  static final String GENERATION = "generation_config.json";

  /// Of a translator's folder: as `generation_config.json` says, else `<s>` and `</s>` of its
  /// tokenizer.
  ///
  /// @throws IllegalArgumentException if neither tells
  static TranslationTokens of(Path folder) {
    if (Files.isRegularFile(folder.resolve(GENERATION))) {
      var json = HubConfig.read(folder, GENERATION);
      return new TranslationTokens(
          json.integer("decoder_start_token_id"), json.integer("eos_token_id"));
    }
    var file = folder.resolve("tokenizer.json");
    try {
      var tokenizer = Tokenizer.load(file);
      return new TranslationTokens(
          token(tokenizer.id(SpecialTokens.BEGIN), SpecialTokens.BEGIN, file),
          token(tokenizer.id(SpecialTokens.END), SpecialTokens.END, file));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static int token(OptionalInt id, String token, Path file) {
    return id.orElseThrow(
        () -> new IllegalArgumentException("%s: it has no token %s".formatted(file, token)));
  }

  /// As configurations say it.
  ObjectNode json() {
    return JsonMapper.shared()
        .createObjectNode()
        .put("decoder_start_token_id", begin)
        .put("eos_token_id", end);
  }
}
