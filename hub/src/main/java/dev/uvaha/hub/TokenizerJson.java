package dev.uvaha.hub;

import dev.uvaha.hub.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells a vocabulary as Hugging Face's `tokenizer.json`.
final class TokenizerJson {
  private static final String SPACE = "▁";
  private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
  private static final String REST =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final String LETTERS = "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";

  private final Vocabulary vocabulary;
  private final ObjectNode json = JsonMapper.shared().createObjectNode();

  private TokenizerJson(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// The content of the file.
  ///
  /// @throws IllegalArgumentException if it is of a kind that we don't know: one line names it
  static ObjectNode json(Vocabulary vocabulary) {
    return new TokenizerJson(vocabulary).json();
  }

  private ObjectNode json() {
    json.put("version", "1.0").putNull("truncation").putNull("padding");
    addedTokens(json.putArray("added_tokens"));
    switch (vocabulary.model()) {
      case "gpt2" -> byteLevel();
      case "llama" -> sentencePiece();
      default ->
          throw new IllegalArgumentException(
              "%s: its tokenizer is '%s'; known are gpt2 and llama"
                  .formatted(vocabulary.file(), vocabulary.model()));
    }
    return json;
  }

  private void addedTokens(ArrayNode added) {
    for (var id = 0; id < vocabulary.used(); id++) {
      var kind = vocabulary.kind(id);
      if (kind != Kind.CONTROL && kind != Kind.UNKNOWN && kind != Kind.USER_DEFINED) continue;
      added
          .addObject()
          .put("id", id)
          .put("content", vocabulary.token(id))
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", kind != Kind.USER_DEFINED);
    }
  }

  /// Bytes spelled as characters, merged within words (GPT-2).
  private void byteLevel() {
    json.putNull("normalizer");
    words();
    beginning();
    json.set("decoder", byteLevel("add_prefix_space"));
    var model = model(vocabulary.words().startsWith("llama"));
    model.putNull("unk_token").put("byte_fallback", false).put("fuse_unk", false);
    tokens(model.putObject("vocab"));
    var merges = model.putArray("merges");
    vocabulary.merges().forEach(merges::add);
  }

  /// How a text is cut into words before anything is merged.
  private void words() {
    switch (vocabulary.words()) {
      case "gpt-2" -> json.set("pre_tokenizer", byteLevel("add_prefix_space"));
      case "smollm", "starcoder", "refact", "command-r", "codeshell" -> {
        var cuts = cuts();
        cuts.addObject().put("type", "Digits").put("individual_digits", true);
        cuts.add(byteLevel("add_prefix_space"));
      }
      case "llama-bpe", "llama3", "llama-v3" ->
          regex(CONTRACTIONS + LETTERS + "|\\p{N}{1,3}" + REST);
      case "qwen2", "deepseek-r1-qwen" -> {
        json.putObject("normalizer").put("type", "NFC");
        regex(CONTRACTIONS + LETTERS + "|\\p{N}" + REST);
      }
      default ->
          throw new IllegalArgumentException(
              "%s: it cuts words as '%s' does; known are gpt-2, llama-bpe, qwen2, smollm, starcoder, refact, command-r and codeshell"
                  .formatted(vocabulary.file(), vocabulary.words()));
    }
  }

  private ArrayNode cuts() {
    return json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
  }

  private void regex(String pattern) {
    var cuts = cuts();
    cuts.addObject()
        .put("type", "Split")
        .put("behavior", "Isolated")
        .put("invert", false)
        .putObject("pattern")
        .put("Regex", pattern);
    cuts.add(byteLevel("use_regex"));
  }

  /// @param off the switch that is not on
  private static ObjectNode byteLevel(String off) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", !off.equals("use_regex"));
  }

  /// Characters merged by their tokens' scores, and bytes where there is no token (SentencePiece).
  private void sentencePiece() {
    var normalizers = json.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
    if (vocabulary.addsSpace())
      normalizers.addObject().put("type", "Prepend").put("prepend", SPACE);
    replace(normalizers.addObject(), " ", SPACE);
    json.putNull("pre_tokenizer");
    beginning();
    var decoders = json.putObject("decoder").put("type", "Sequence").putArray("decoders");
    replace(decoders.addObject(), SPACE, " ");
    decoders.addObject().put("type", "ByteFallback");
    decoders.addObject().put("type", "Fuse");
    if (vocabulary.addsSpace())
      decoders.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
    var model = model(false);
    vocabulary
        .roles()
        .unknown()
        .ifPresentOrElse(
            id -> model.put("unk_token", vocabulary.token(id)), () -> model.putNull("unk_token"));
    model.put("byte_fallback", true).put("fuse_unk", true);
    tokens(model.putObject("vocab"));
    var merges = model.putArray("merges");
    for (var merge : mergesByScore()) merges.addArray().add(merge.left()).add(merge.right());
  }

  private static void replace(ObjectNode node, String from, String to) {
    node.put("type", "Replace").put("content", to).putObject("pattern").put("String", from);
  }

  private ObjectNode model(boolean wholeTokensFirst) {
    return json.putObject("model")
        .put("type", "BPE")
        .putNull("dropout")
        .putNull("continuing_subword_prefix")
        .putNull("end_of_word_suffix")
        .put("ignore_merges", wholeTokensFirst);
  }

  private void tokens(ObjectNode to) {
    for (var id = 0; id < vocabulary.used(); id++) {
      if (to.has(vocabulary.token(id)))
        throw new IllegalArgumentException(
            "%s: token %d, '%s', is there twice"
                .formatted(vocabulary.file(), id, vocabulary.token(id)));
      to.put(vocabulary.token(id), id);
    }
  }

  /// What a text that is read begins with, if its readers ask for special tokens.
  private void beginning() {
    var begin = vocabulary.roles().begin().filter(_ -> vocabulary.addsBegin());
    if (begin.isEmpty()) {
      json.putNull("post_processor");
      return;
    }
    var token = vocabulary.token(begin.get());
    var processor = json.putObject("post_processor").put("type", "TemplateProcessing");
    var single = processor.putArray("single");
    template(single, "SpecialToken", token, 0);
    template(single, "Sequence", "A", 0);
    var pair = processor.putArray("pair");
    template(pair, "SpecialToken", token, 0);
    template(pair, "Sequence", "A", 0);
    template(pair, "SpecialToken", token, 1);
    template(pair, "Sequence", "B", 1);
    var special = processor.putObject("special_tokens").putObject(token).put("id", token);
    special.putArray("ids").add(begin.get());
    special.putArray("tokens").add(token);
  }

  private static void template(ArrayNode to, String kind, String id, int type) {
    to.addObject().putObject(kind).put("id", id).put("type_id", type);
  }

  private record Merge(String left, String right, double score, int leftId, int rightId) {}

  /// SentencePiece merges the two neighbours whose token has the highest score: all ways to make
  /// each token out of two others, the best token first.
  private List<Merge> mergesByScore() {
    var ids = new HashMap<String, Integer>();
    for (var id = 0; id < vocabulary.used(); id++)
      if (isText(id)) ids.put(vocabulary.token(id), id);
    var merges = new ArrayList<Merge>();
    ids.forEach((token, id) -> merges.addAll(merges(token, vocabulary.score(id), ids)));
    merges.sort(
        Comparator.comparingDouble(Merge::score)
            .reversed()
            .thenComparing(merge -> merge.left().length(), Comparator.reverseOrder())
            .thenComparing(merge -> merge.right().length(), Comparator.reverseOrder())
            .thenComparingInt(Merge::leftId)
            .thenComparingInt(Merge::rightId));
    return merges;
  }

  private boolean isText(int id) {
    return switch (vocabulary.kind(id)) {
      case NORMAL, USER_DEFINED -> true;
      case UNKNOWN, CONTROL, UNUSED, BYTE -> false;
    };
  }

  private static List<Merge> merges(String token, double score, Map<String, Integer> ids) {
    var merges = new ArrayList<Merge>();
    for (var at = 1; at < token.length(); at++) {
      var left = ids.get(token.substring(0, at));
      var right = ids.get(token.substring(at));
      if (left != null && right != null)
        merges.add(new Merge(token.substring(0, at), token.substring(at), score, left, right));
    }
    return merges;
  }
}
