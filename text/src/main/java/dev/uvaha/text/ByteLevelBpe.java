package dev.uvaha.text;

import dev.uvaha.files.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Byte-level byte-pair encoding as GPT-2's ("Language Models are Unsupervised Multitask Learners",
/// 2.2), in pure Java: words are cut by GPT-2's pattern, spelled in UTF-8 and merged by rank. There
/// is no unknown token, and decoding gives any encoded text back exactly.
///
/// [BpeTrainer] makes one from text; [#load] and [#save] use Hugging Face's `tokenizer.json`.
public final class ByteLevelBpe implements Tokenizer {
  /// Words kept with their tokens: enough for nearly all words of a text, bounded for all texts.
  private static final int MAX_CACHED_WORDS = 1 << 15;

  private static final int MAX_CACHED_LENGTH = 48;

  private final BpeVocabulary vocabulary;
  private final BpeMerges merges;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  ByteLevelBpe(BpeVocabulary vocabulary, BpeMerges merges) {
    this.vocabulary = vocabulary;
    this.merges = merges;
  }

  /// Reads a `tokenizer.json` of a byte-level BPE.
  ///
  /// @throws InvalidTokenizerException if the file is damaged, or is a tokenizer of another kind,
  ///   which [Tokenizer#load] reads
  public static ByteLevelBpe load(Path tokenizerJson) throws IOException {
    var file = TokenizerFile.read(tokenizerJson);
    var obstacle = file.obstacle();
    if (obstacle.isPresent()) {
      throw file.invalid("is no plain byte-level BPE: " + obstacle.get());
    }
    return from(file);
  }

  static ByteLevelBpe from(TokenizerFile file) throws InvalidTokenizerException {
    var ids = file.vocabulary();
    var specials = new TreeMap<Integer, String>();
    for (var token : file.addedTokens()) {
      var known = ids.put(token.content(), token.id());
      if (known != null && known != token.id()) {
        throw file.invalid(
            "gives the token %s two ids, %d and %d"
                .formatted(TokenizerFile.quoted(token.content()), known, token.id()));
      }
      specials.put(token.id(), token.content());
    }
    var vocabulary = BpeVocabulary.of(file, ids, specials);
    int count = file.merges().size();
    var pairs = new long[count];
    var products = new int[count];
    for (int rank = 0; rank < count; rank++) {
      var merge = file.merges().get(rank);
      int left = mergedId(merge.left(), rank, file, vocabulary);
      int right = mergedId(merge.right(), rank, file, vocabulary);
      pairs[rank] = PairTable.pair(left, right);
      products[rank] = mergedId(merge.left().concat(merge.right()), rank, file, vocabulary);
    }
    return new ByteLevelBpe(vocabulary, new BpeMerges(vocabulary.byteTokens(), pairs, products));
  }

  private static int mergedId(String token, int rank, TokenizerFile file, BpeVocabulary vocabulary)
      throws InvalidTokenizerException {
    var id = file.vocabulary().get(token);
    if (id == null || vocabulary.isSpecial(id)) {
      throw file.invalid(
          "merge %d needs the token %s, which is not in the vocabulary"
              .formatted(rank, TokenizerFile.quoted(token)));
    }
    return id;
  }

  @Override
  public int vocabularySize() {
    return vocabulary.size();
  }

  @Override
  public int[] encode(String text) {
    var merger = new WordMerger(merges);
    var ids = new int[Math.max(16, text.length() / 2)];
    int count = 0;
    for (int start = 0, end; start < text.length(); start = end) {
      end = Gpt2Words.end(text, start);
      var word = tokens(text.substring(start, end), merger);
      if (count + word.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(ids.length * 2, count + word.length));
      }
      System.arraycopy(word, 0, ids, count, word.length);
      count += word.length;
    }
    return Arrays.copyOf(ids, count);
  }

  private int[] tokens(String word, WordMerger merger) {
    var known = cache.get(word);
    if (known != null) {
      return known;
    }
    var utf8 = Utf8.bytes(word);
    var tokens = merger.merge(utf8, utf8.length);
    if (word.length() <= MAX_CACHED_LENGTH && cache.size() < MAX_CACHED_WORDS) {
      cache.put(word, tokens);
    }
    return tokens;
  }

  @Override
  public String decode(int... ids) {
    var utf8 = new ByteArrayOutputStream(ids.length * 4);
    for (int id : ids) {
      utf8.writeBytes(vocabulary.bytes(id));
    }
    return utf8.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String token(int id) {
    return vocabulary.isSpecial(id) ? vocabulary.spelling(id) : Utf8.readable(vocabulary.bytes(id));
  }

  @Override
  public OptionalInt id(String token) {
    return vocabulary.id(token);
  }

  @Override
  public List<String> specialTokens() {
    return vocabulary.specialTokens();
  }

  @Override
  public void save(Path tokenizerJson) throws IOException {
    AtomicFile.write(tokenizerJson, BpeJson.bytes(vocabulary, merges));
  }
}
