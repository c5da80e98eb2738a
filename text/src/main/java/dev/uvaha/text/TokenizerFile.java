package dev.uvaha.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// What a `tokenizer.json` says, read as a stream: the vocabulary and the merges as they are, the
/// rest as small maps and lists without their null entries.
final class TokenizerFile {
  /// The largest published files have 35 MB; a file that claims to be much more is no tokenizer.
  private static final long MAX_BYTES = 256L << 20;

  /// The decoder that only joins tokens.
  static final String JOINED = "Fuse";

  private static final int MAX_DEPTH = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(1 << 20)
                  .maxStringLength(64 << 20)
                  .build())
          .build();

  /// A token that the file adds to its model's vocabulary.
  record AddedToken(int id, String content, boolean special) {}

  /// A merge of two tokens, by their spelling.
  record Merge(String left, String right) {}

  private final Path path;
  private final byte[] content;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Object> modelSettings = new LinkedHashMap<>();
  private final Map<String, Integer> vocabulary = new HashMap<>(1 << 14);
  private final List<Merge> merges = new ArrayList<>();
  private final List<AddedToken> addedTokens = new ArrayList<>();
  private boolean hasModel;

  private TokenizerFile(Path path, byte[] content) {
    this.path = path;
    this.content = content;
  }

  static TokenizerFile read(Path path) throws IOException {
    long size = Files.size(path);
    if (size > MAX_BYTES) {
      throw new InvalidTokenizerException(
          path, "has %,d bytes, more than any tokenizer needs (%,d)".formatted(size, MAX_BYTES));
    }
    var file = new TokenizerFile(path, Files.readAllBytes(path));
    try (var json = JSON.createParser(ObjectReadContext.empty(), file.content)) {
      file.readAll(json);
    } catch (JacksonException e) {
      @Nullable TokenStreamLocation at = e.getLocation(); // none where a limit is exceeded
      var place =
          at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      throw file.invalid(
          "is no valid JSON%s (%s)".formatted(place, shortened(e.getOriginalMessage())));
    }
    return file;
  }

  Path path() {
    return path;
  }

  byte[] content() {
    return content;
  }

  /// The ids of the model's tokens; the tokenizer that is made of this file may take the map over.
  Map<String, Integer> vocabulary() {
    return vocabulary;
  }

  List<Merge> merges() {
    return merges;
  }

  List<AddedToken> addedTokens() {
    return addedTokens;
  }

  /// The id of the token that stands for the unknown, if the model has one.
  OptionalInt unknownId() {
    if (modelSettings.get("unk_token") instanceof String token && vocabulary.containsKey(token)) {
      return OptionalInt.of(vocabulary.getOrDefault(token, 0));
    }
    return modelSettings.get("unk_id") instanceof Integer id
        ? OptionalInt.of(id)
        : OptionalInt.empty();
  }

  /// Whether the tokens are spelled in the [ByteAlphabet].
  boolean spellsBytes() {
    return settings.get("decoder") instanceof Map<?, ?> decoder
        && "ByteLevel".equals(decoder.get("type"));
  }

  /// Whether this is a [CharacterTokenizer]'s file: each token is a character, and nothing merges
  /// or changes them.
  boolean isOfCharacters() {
    return modelSettings.getOrDefault("type", "").equals("BPE")
        && merges.isEmpty()
        && !vocabulary.isEmpty()
        && !isTrue(modelSettings, "byte_fallback")
        && !modelSettings.containsKey("unk_token")
        && !settings.containsKey("normalizer")
        && !settings.containsKey("pre_tokenizer")
        && settings.get("decoder") instanceof Map<?, ?> decoder
        && JOINED.equals(decoder.get("type"))
        && addedTokens.stream().allMatch(AddedToken::special)
        && vocabulary.keySet().stream()
            .allMatch(token -> !token.isEmpty() && token.codePointCount(0, token.length()) == 1);
  }

  /// Why this isn't a byte-level BPE that [ByteLevelBpe] can read, or nothing if it is.
  Optional<String> obstacle() {
    if (!modelSettings.getOrDefault("type", "BPE").equals("BPE") || vocabulary.isEmpty()) {
      return Optional.of("its model is " + modelSettings.getOrDefault("type", "unknown"));
    }
    for (var setting : List.of("unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      if (!modelSettings.getOrDefault(setting, "").equals("")) {
        return Optional.of("its model has a " + setting);
      }
    }
    if (isTrue(modelSettings, "byte_fallback") || isTrue(modelSettings, "ignore_merges")) {
      return Optional.of("its model has byte_fallback or ignore_merges");
    }
    if (modelSettings.get("dropout") instanceof Number dropout && dropout.doubleValue() > 0) {
      return Optional.of("its model has dropout");
    }
    if (settings.containsKey("normalizer")) {
      return Optional.of("it has a normalizer");
    }
    if (!(settings.get("pre_tokenizer") instanceof Map<?, ?> words)
        || !"ByteLevel".equals(words.get("type"))
        || !Boolean.FALSE.equals(words.get("add_prefix_space"))
        || Boolean.FALSE.equals(words.get("use_regex"))) {
      return Optional.of("its pre-tokenizer isn't ByteLevel without a prefix space");
    }
    if (!spellsBytes()) {
      return Optional.of("its decoder isn't ByteLevel");
    }
    if (settings.get("post_processor") instanceof Map<?, ?> frame
        && !"ByteLevel".equals(frame.get("type"))) {
      return Optional.of("it sets special tokens around a text");
    }
    return addedTokens.stream().allMatch(AddedToken::special)
        ? Optional.empty()
        : Optional.of("it adds tokens that aren't special");
  }

  InvalidTokenizerException invalid(String problem) {
    return new InvalidTokenizerException(path, problem);
  }

  /// `text` in quotes, cut to a length that a message can hold.
  static String quoted(String text) {
    return "\"" + shortened(text) + "\"";
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }

  private static boolean isTrue(Map<String, Object> settings, String name) {
    return Boolean.TRUE.equals(settings.get(name));
  }

  private void readAll(JsonParser json) throws InvalidTokenizerException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("is no JSON object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      if (json.nextToken() == JsonToken.START_OBJECT && name.equals("model")) {
        hasModel = true;
        readModel(json);
      } else {
        var value = value(json);
        if (value != null) {
          settings.put(name, value);
        }
      }
    }
    if (json.nextToken() != null) {
      throw invalid("has more text after its JSON object");
    }
    if (!hasModel) {
      throw invalid("has no \"model\" object, so it is no tokenizer.json");
    }
    readAddedTokens();
  }

  private void readModel(JsonParser json) throws InvalidTokenizerException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      var token = json.nextToken();
      if (name.equals("vocab") && token == JsonToken.START_OBJECT) {
        readVocabulary(json);
      } else if (name.equals("vocab") && token == JsonToken.START_ARRAY) {
        readPieces(json);
      } else if (name.equals("merges") && token == JsonToken.START_ARRAY) {
        readMerges(json);
      } else {
        var value = value(json);
        if (value != null) {
          modelSettings.put(name, value);
        }
      }
    }
  }

  private void readVocabulary(JsonParser json) throws InvalidTokenizerException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var token = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
        throw invalid("gives the token " + quoted(token) + " an id that is no whole number");
      }
      if (vocabulary.put(token, id(token, json.getNumberValue())) != null) {
        throw invalid("has the token " + quoted(token) + " twice");
      }
    }
  }

  /// Unigram's list of pieces and scores, whose ids are their places.
  private void readPieces(JsonParser json) throws InvalidTokenizerException {
    for (int id = 0; json.nextToken() != JsonToken.END_ARRAY; id++) {
      if (!(value(json) instanceof List<?> entry)
          || entry.isEmpty()
          || !(entry.getFirst() instanceof String piece)) {
        throw invalid("piece %d of its vocabulary is no text with a score".formatted(id));
      }
      vocabulary.putIfAbsent(piece, id);
    }
  }

  private void readMerges(JsonParser json) throws InvalidTokenizerException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var value = value(json);
      if (value instanceof String merge
          && merge.indexOf(' ') > 0
          && merge.indexOf(' ') == merge.lastIndexOf(' ')) {
        int space = merge.indexOf(' ');
        merges.add(new Merge(merge.substring(0, space), merge.substring(space + 1)));
      } else if (value instanceof List<?> pair
          && pair.size() == 2
          && pair.get(0) instanceof String left
          && pair.get(1) instanceof String right) {
        merges.add(new Merge(left, right));
      } else {
        throw invalid(
            "merge %d is no pair of tokens: %s".formatted(merges.size(), quoted("" + value)));
      }
    }
  }

  private void readAddedTokens() throws InvalidTokenizerException {
    if (!settings.containsKey("added_tokens")) {
      return;
    }
    if (!(settings.get("added_tokens") instanceof List<?> entries)) {
      throw invalid("its \"added_tokens\" is no list");
    }
    for (var entry : entries) {
      if (!(entry instanceof Map<?, ?> token)
          || !(token.get("content") instanceof String content)
          || !(token.get("id") instanceof Number id)) {
        throw invalid("has an added token without id or content: " + quoted("" + entry));
      }
      addedTokens.add(
          new AddedToken(id(content, id), content, Boolean.TRUE.equals(token.get("special"))));
    }
  }

  private int id(String token, Number id) throws InvalidTokenizerException {
    if (!(id instanceof Integer) || id.intValue() < 0) {
      throw invalid(
          "gives the token %s the id %s, which is out of range".formatted(quoted(token), id));
    }
    return id.intValue();
  }

  /// The value that `json` is at, as map, list, string, number or Boolean; null for null.
  private static @Nullable Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          var name = json.currentName();
          json.nextToken();
          var member = value(json);
          if (member != null) {
            members.put(name, member);
          }
        }
        yield members;
      }
      case START_ARRAY -> {
        var elements = new ArrayList<Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          var element = value(json);
          if (element != null) {
            elements.add(element);
          }
        }
        yield elements;
      }
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
