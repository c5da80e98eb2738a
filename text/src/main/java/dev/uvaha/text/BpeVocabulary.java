package dev.uvaha.text;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tokens of a byte-level BPE by id: how the file spells them and the bytes they stand for.
final class BpeVocabulary {
  private static final byte[] NO_BYTES = {};
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

  private final String[] spellings;
  private final byte[][] bytes;
  private final BitSet special = new BitSet();
  private final Map<String, Integer> ids;

  private BpeVocabulary(String[] spellings, byte[][] bytes, Map<String, Integer> ids) {
    this.spellings = spellings;
    this.bytes = bytes;
    this.ids = ids;
    for (int id = 0; id < bytes.length; id++) {
      special.set(id, bytes[id].length == 0); // every other token has bytes
    }
  }

  /// A vocabulary of special tokens, whose ids come first, and pieces in the [ByteAlphabet].
  static BpeVocabulary of(List<String> specials, List<String> pieces) {
    int size = specials.size() + pieces.size();
    var spellings = Stream.concat(specials.stream(), pieces.stream()).toArray(String[]::new);
    var bytes = new byte[size][];
    var ids = HashMap.<String, Integer>newHashMap(size);
    for (int id = 0; id < size; id++) {
      bytes[id] = id < specials.size() ? NO_BYTES : ByteAlphabet.bytes(spellings[id]);
      ids.put(spellings[id], id);
    }
    return new BpeVocabulary(spellings, bytes, ids);
  }

  /// Checks that the ids run from 0 without gaps and that the tokens spell bytes, all 256 of them
  /// among others.
  static BpeVocabulary of(
      TokenizerFile file, Map<String, Integer> ids, SortedMap<Integer, String> specials)
      throws InvalidTokenizerException {
    var spellings = new String[ids.size()];
    var bytes = new byte[spellings.length][];
    for (var entry : ids.entrySet()) {
      int id = entry.getValue();
      var token = entry.getKey();
      if (id >= spellings.length) {
        throw file.invalid(
            "gives the token %s the id %d, which is out of range: the ids of %d tokens end at %d"
                .formatted(
                    TokenizerFile.quoted(token), id, spellings.length, spellings.length - 1));
      }
      if (spellings[id] != null) {
        throw file.invalid(
            "gives the id %d to two tokens, %s and %s"
                .formatted(id, TokenizerFile.quoted(spellings[id]), TokenizerFile.quoted(token)));
      }
      boolean isSpecial = specials.containsKey(id);
      if (!isSpecial && !ByteAlphabet.spells(token)) {
        throw file.invalid(
            "has the token " + TokenizerFile.quoted(token) + ", which is no spelling of bytes");
      }
      spellings[id] = token;
      bytes[id] = isSpecial ? NO_BYTES : ByteAlphabet.bytes(token);
    }
    for (int value = 0; value < 256; value++) {
      var symbol = String.valueOf(ByteAlphabet.symbol(value));
      if (!ids.containsKey(symbol)) {
        throw file.invalid("has no token for the byte 0x%02X (\"%s\")".formatted(value, symbol));
      }
    }
    return new BpeVocabulary(spellings, bytes, ids);
  }

  int size() {
    return spellings.length;
  }

  boolean isSpecial(int id) {
    return special.get(id);
  }

  String spelling(int id) {
    return spellings[checked(id)];
  }

  /// The bytes that the token stands for; none for a special token.
  byte[] bytes(int id) {
    return bytes[checked(id)];
  }

  List<String> specialTokens() {
    return special.stream().mapToObj(id -> spellings[id]).toList();
  }

  /// The token of each byte value.
  int[] byteTokens() {
    var tokens = new int[256];
    for (int value = 0; value < tokens.length; value++) {
      tokens[value] = ids.getOrDefault(String.valueOf(ByteAlphabet.symbol(value)), 0);
    }
    return tokens;
  }

  /// The id of the token that [Utf8#readable] shows as `token`, or of the special token.
  OptionalInt id(String token) {
    var exact = ids.get(token);
    if (exact != null && special.get(exact)) {
      return OptionalInt.of(exact);
    }
    var utf8 = Utf8.bytes(token);
    var id = ids.get(ByteAlphabet.spell(utf8));
    if (id == null) {
      id = ids.get(ByteAlphabet.spell(withShownBytes(token)));
    }
    return id == null || special.get(id) ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static byte[] withShownBytes(String token) {
    var bytes = new ByteArrayOutputStream();
    var shown = BYTE.matcher(token);
    int from = 0;
    while (shown.find()) {
      bytes.writeBytes(Utf8.bytes(token.substring(from, shown.start())));
      bytes.write(Integer.parseInt(shown.group(1), 16));
      from = shown.end();
    }
    bytes.writeBytes(Utf8.bytes(token.substring(from)));
    return bytes.toByteArray();
  }

  private int checked(int id) {
    if (id < 0 || id >= spellings.length) {
      throw new IllegalArgumentException(
          "token id %d is not in the vocabulary, whose ids run from 0 to %d"
              .formatted(id, spellings.length - 1));
    }
    return id;
  }
}
