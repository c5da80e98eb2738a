package dev.uvaha.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the tokens of folders from before `tokenizer.json`: `vocab.json` and `merges.txt` of GPT-2
/// and Qwen2, or `tokenizer.model` of Llama.
final class FolderVocabulary {
  private static final String IDS = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String PIECES = "tokenizer.model";
  private static final long NORMAL = 1;
  private static final long CONTROL = 3;

  private FolderVocabulary() {}

  /// The tokens; empty if the folder has none of these files.
  ///
  /// @throws IllegalArgumentException if they can't be used: one line says why
  static Optional<Vocabulary> of(Path folder, HubConfig config) {
    if (Files.isRegularFile(folder.resolve(IDS)) && Files.isRegularFile(folder.resolve(MERGES)))
      return Optional.of(byteLevel(folder, config));
    if (Files.isRegularFile(folder.resolve(PIECES)))
      return Optional.of(sentencePiece(folder.resolve(PIECES), config));
    return Optional.empty();
  }

  private static Vocabulary byteLevel(Path folder, HubConfig config) {
    var ids = HubConfig.read(folder, IDS);
    var tokens = new String[ids.object().size()];
    Arrays.fill(tokens, "");
    for (var token : ids.object().propertyNames()) {
      var id = ids.integer(token);
      if (id < 0 || id >= tokens.length || !tokens[id].isEmpty())
        throw new IllegalArgumentException(
            "%s: the id %d of '%s' is taken or out of range; there are %d tokens"
                .formatted(ids.file(), id, token, tokens.length));
      tokens[id] = token;
    }
    return new Vocabulary(
        ids.file(),
        "gpt2",
        config.modelType().equals("qwen2") ? "qwen2" : "gpt-2",
        List.of(tokens),
        Arrays.stream(tokens).map(token -> token.matches("<\\|.+\\|>") ? CONTROL : NORMAL).toList(),
        List.of(),
        merges(folder.resolve(MERGES)),
        roles(config, tokens.length, Optional.empty()),
        false,
        false);
  }

  private static List<String> merges(Path file) {
    try {
      var merges = new ArrayList<String>();
      for (var line : Files.readAllLines(file))
        if (!line.isEmpty() && !line.startsWith("#version")) merges.add(line);
      return merges;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static Vocabulary sentencePiece(Path file, HubConfig config) {
    var model = SentencePieceModel.read(file);
    if (model.kind() != SentencePieceModel.BPE)
      throw new IllegalArgumentException(
          file + ": a SentencePiece of another kind than BPE is not supported for this model");
    var pieces = model.pieces();
    var unknown = 0;
    while (unknown < pieces.size() - 1 && pieces.get(unknown).kind() != 2) unknown++;
    return new Vocabulary(
        file,
        "llama",
        "",
        pieces.stream().map(SentencePieceModel.Piece::text).toList(),
        pieces.stream().map(SentencePieceModel.Piece::kind).toList(),
        pieces.stream().map(piece -> (double) piece.score()).toList(),
        List.of(),
        roles(config, pieces.size(), Optional.of(unknown)),
        true,
        model.addsSpace());
  }

  private static TokenRoles roles(HubConfig config, int count, Optional<Integer> unknown) {
    return new TokenRoles(
        token(config, "bos_token_id", count),
        token(config, "eos_token_id", count),
        Optional.empty(),
        unknown,
        token(config, "pad_token_id", count));
  }

  private static Optional<Integer> token(HubConfig config, String field, int count) {
    return Optional.of(config.object().path(field))
        .filter(node -> node.canConvertToInt() && node.isIntegralNumber())
        .map(node -> node.asInt())
        .filter(id -> id >= 0 && id < count);
  }
}
