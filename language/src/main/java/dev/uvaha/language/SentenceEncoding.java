package dev.uvaha.language;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How the states of a BERT become the vector of a text, as the files say that sentence encoders
/// come with: `modules.json`, `1_Pooling/config.json`, `sentence_bert_config.json`. All of them may
/// be missing.
///
/// @param longest as many tokens as it was trained to read
record SentenceEncoding(Pooling pooling, int longest) {
  private static final String MODULES = "modules.json";
  private static final List<String> KNOWN = List.of("Transformer", "Pooling", "Normalize");

  /// What becomes of the states of a text's tokens.
  enum Pooling {
    MEAN,
    FIRST
  }

  /// Reads them.
  ///
  /// @throws IllegalArgumentException if they ask for what is not here: the vectors would be others
  static SentenceEncoding of(Path folder) {
    for (var module : Recommendations.tree(folder.resolve(MODULES))) {
      var type = module.path("type").asString("");
      if (!KNOWN.contains(type.substring(type.lastIndexOf('.') + 1)))
        throw new IllegalArgumentException(
            "%s: the module '%s' is not supported, only %s are"
                .formatted(folder.resolve(MODULES), type, String.join(", ", KNOWN)));
    }
    return new SentenceEncoding(
        pooling(folder),
        Recommendations.json(folder, "sentence_bert_config.json")
            .path("max_seq_length")
            .asInt(Integer.MAX_VALUE));
  }

  private static Pooling pooling(Path folder) {
    var file = Path.of("1_Pooling", "config.json");
    var config = Recommendations.json(folder, file.toString());
    var modes =
        config.properties().stream()
            .filter(entry -> entry.getKey().startsWith("pooling_mode_"))
            .filter(entry -> entry.getValue().asBoolean(false))
            .map(Map.Entry::getKey)
            .toList();
    if (config.isEmpty() || modes.equals(List.of("pooling_mode_mean_tokens"))) return Pooling.MEAN;
    if (modes.equals(List.of("pooling_mode_cls_token"))) return Pooling.FIRST;
    throw new IllegalArgumentException(
        folder.resolve(file) + ": only the mean of tokens or the first token are supported");
  }
}
