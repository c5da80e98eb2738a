package dev.uvaha.text;

import dev.uvaha.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A token for each character, in the order of their code points, and special tokens. Text with a
/// character that is none of them is refused.
///
/// Its `tokenizer.json` is a BPE without merges and without words, which Hugging Face's library
/// reads as the same tokenizer.
public final class CharacterTokenizer implements Tokenizer {
  private final List<String> tokens;
  private final BitSet special;
  private final Map<Integer, Integer> ids = new HashMap<>();

  /// @param tokens by their ids
  /// @param special which of them stand for no text
  private CharacterTokenizer(List<String> tokens, BitSet special) {
    this.tokens = List.copyOf(tokens);
    this.special = special;
    for (int id = 0; id < tokens.size(); id++)
      if (!special.get(id)) ids.put(tokens.get(id).codePointAt(0), id);
  }

  /// The characters of texts; the stream is read once.
  ///
  /// @throws IllegalArgumentException if there are none
  public static CharacterTokenizer of(Stream<String> texts, List<String> specialTokens) {
    var found = new TreeSet<Integer>();
    texts.forEach(text -> Utf8.whole(text).codePoints().forEach(found::add));
    if (found.isEmpty())
      throw new IllegalArgumentException("there is no text to learn from: every line is empty");
    var special = new BitSet();
    special.set(0, specialTokens.size());
    return new CharacterTokenizer(
        Stream.concat(specialTokens.stream(), found.stream().map(Character::toString)).toList(),
        special);
  }

  static CharacterTokenizer from(TokenizerFile file) throws InvalidTokenizerException {
    var all = new HashMap<>(file.vocabulary());
    var special = new BitSet();
    for (var token : file.addedTokens()) {
      all.put(token.content(), token.id());
      special.set(token.id());
    }
    var tokens = new String[all.size()];
    for (var entry : all.entrySet()) {
      int id = entry.getValue();
      if (id >= tokens.length || tokens[id] != null)
        throw file.invalid("its ids do not run from 0 to %d".formatted(tokens.length - 1));
      tokens[id] = entry.getKey();
    }
    return new CharacterTokenizer(Arrays.asList(tokens), special);
  }

  @Override
  public int vocabularySize() {
    return tokens.size();
  }

  /// @throws IllegalArgumentException if a character is not in the vocabulary
  @Override
  public int[] encode(String text) {
    return Utf8.whole(text).codePoints().map(this::idOf).toArray();
  }

  private int idOf(int character) {
    var id = ids.get(character);
    if (id == null)
      throw new IllegalArgumentException(
          "the character '%s' (U+%04X) is none of the %d that the tokenizer knows: leave it out, or learn the tokenizer from text that has it"
              .formatted(Character.toString(character), character, ids.size()));
    return id;
  }

  @Override
  public String decode(int... ids) {
    var text = new StringBuilder(ids.length);
    for (int id : ids) if (!special.get(checked(id))) text.append(tokens.get(id));
    return text.toString();
  }

  @Override
  public String token(int id) {
    return tokens.get(checked(id));
  }

  @Override
  public OptionalInt id(String token) {
    int id = tokens.indexOf(token);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public List<String> specialTokens() {
    return special.stream().mapToObj(tokens::get).toList();
  }

  @Override
  public void save(Path tokenizerJson) throws IOException {
    AtomicFile.write(tokenizerJson, CharacterJson.bytes(tokens, special));
  }

  private int checked(int id) {
    if (id < 0 || id >= vocabularySize())
      throw new IllegalArgumentException(
          "token id %d is not in the vocabulary, whose ids run from 0 to %d"
              .formatted(id, vocabularySize() - 1));
    return id;
  }
}
