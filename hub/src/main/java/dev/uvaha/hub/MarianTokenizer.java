package dev.uvaha.hub;

import dev.uvaha.hub.SentencePieceModel.Piece;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tells the tokenizer of a Marian as a `tokenizer.json`. Theirs are three files: how a source is
/// cut (`source.spm`), how a target was, and which id each piece of either has (`vocab.json`).
final class MarianTokenizer {
  private static final String SPACE = "▁";
  private static final String UNKNOWN = "<unk>";
  private static final String FOREIGN = "\uFFFD";

  /// How much worse than any piece of the source one is that only targets have: nothing is cut so
  /// if there is another way.
  private static final double TARGET_ONLY = 10_000;

  private MarianTokenizer() {}

  /// The content of the file; empty if the folder has not the files of a Marian.
  ///
  /// @throws IllegalArgumentException if they can't be used: one line says why
  static Optional<ObjectNode> json(Path folder, int vocabulary) {
    var source = folder.resolve("source.spm").toFile();
    var ids = folder.resolve("vocab.json").toFile();
    if (!source.isFile() || !ids.isFile()) return Optional.empty();
    var model = SentencePieceModel.read(source.toPath());
    if (model.kind() != SentencePieceModel.UNIGRAM)
      throw new IllegalArgumentException(
          model.file() + ": a SentencePiece of another kind than Unigram is not supported");
    return Optional.of(json(model, tokens(HubConfig.read(folder, "vocab.json"), vocabulary)));
  }

  private static String[] tokens(HubConfig ids, int vocabulary) {
    var tokens = new String[vocabulary];
    Arrays.fill(tokens, "");
    for (var entry : ids.object().properties()) {
      var id = ids.integer(entry.getKey());
      if (id < 0 || id >= vocabulary || !tokens[id].isEmpty())
        throw new IllegalArgumentException(
            "%s: the id %d of '%s' is taken or out of range; there are %d tokens"
                .formatted(ids.file(), id, entry.getKey(), vocabulary));
      tokens[id] = entry.getKey();
    }
    for (var id = 0; id < vocabulary; id++)
      if (tokens[id].isEmpty())
        throw new IllegalArgumentException(ids.file() + ": no token has the id " + id);
    return tokens;
  }

  private static ObjectNode json(SentencePieceModel model, String... tokens) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("version", "1.0").putNull("truncation").putNull("padding");
    var added = json.putArray("added_tokens");
    for (var id = 0; id < tokens.length; id++)
      if (isSpecial(tokens[id]))
        added
            .addObject()
            .put("id", id)
            .put("content", tokens[id])
            .put("single_word", false)
            .put("lstrip", false)
            .put("rstrip", false)
            .put("normalized", false)
            .put("special", true);
    normalizer(model, json);
    spaces(json.putObject("pre_tokenizer"));
    json.putNull("post_processor");
    spaces(json.putObject("decoder"));
    var unigram = json.putObject("model").put("type", "Unigram");
    unigram.put("unk_id", Arrays.asList(tokens).indexOf(UNKNOWN)).put("byte_fallback", false);
    var scores =
        model.pieces().stream()
            .collect(Collectors.toMap(Piece::text, piece -> (double) piece.score(), Math::max));
    var lowest = scores.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    var pieces = unigram.putArray("vocab");
    for (var token : tokens)
      pieces
          .addArray()
          .add(token)
          .add(scores.getOrDefault(token, lowest - TARGET_ONLY).doubleValue());
    return json;
  }

  /// Those for the program, and the languages of models that have several: `>>ukr<<`.
  private static boolean isSpecial(String token) {
    return token.matches("</s>|<s>|<unk>|<pad>|>>.+<<");
  }

  private static void normalizer(SentencePieceModel model, ObjectNode json) {
    var steps = json.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
    if (model.characters().hasRemaining()) {
      var packed = new byte[model.characters().remaining()];
      model.characters().duplicate().get(packed);
      steps
          .addObject()
          .put("type", "Precompiled")
          .put("precompiled_charsmap", Base64.getEncoder().encodeToString(packed));
    }
    if (model.strips()) {
      steps.addObject().put("type", "Strip").put("strip_left", true).put("strip_right", true);
      replace(steps.addObject(), " {2,}", " ");
    }
    replace(steps.addObject(), foreign(model), FOREIGN);
  }

  /// Characters that no piece of the source has: a source with them has unknowns there, though the
  /// target may have pieces of them.
  private static String foreign(SentencePieceModel model) {
    return model.pieces().stream()
        .flatMapToInt(piece -> piece.text().codePoints())
        .distinct()
        .sorted()
        .mapToObj("\\x{%X}"::formatted)
        .collect(Collectors.joining("", "[^ ", "]"));
  }

  private static void replace(ObjectNode node, String pattern, String by) {
    node.put("type", "Replace").put("content", by).putObject("pattern").put("Regex", pattern);
  }

  private static void spaces(ObjectNode node) {
    node.put("type", "Metaspace")
        .put("replacement", SPACE)
        .put("prepend_scheme", "always")
        .put("split", false);
  }
}
