package dev.uvaha.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.uvaha.files.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// A `tokenizer.json` of any kind (WordPiece, Unigram, other BPEs, with normalizers), run by the
/// Hugging Face library through DJL. Its native code comes with the jar; nothing is downloaded.
///
/// Text that spells a special token is cut behind the first character of that spelling before the
/// library sees it, so that no user's text becomes a special token.
public final class HuggingFaceTokenizerFile implements Tokenizer {
  /// No special tokens, no truncation, no padding: those are the business of whoever batches.
  private static final Map<String, String> PLAIN =
      Map.of("addSpecialTokens", "false", "truncation", "do_not_truncate", "padding", "false");

  /// A text that shows what is set around texts.
  private static final String SAMPLE = "a";

  private final byte[] content;

  /// Nobody closes a tokenizer; this one frees its native memory when it is collected.
  private final HuggingFaceTokenizer library;

  private final TreeMap<Integer, String> specials = new TreeMap<>();
  private final String[] tokens;
  private final Map<String, Integer> ids;
  private final OptionalInt unknown;
  private final SpecialSpelling specialSpelling;

  /// What the file sets around a text.
  private final int[] before;

  private final int[] after;

  private HuggingFaceTokenizerFile(TokenizerFile file, HuggingFaceTokenizer library)
      throws InvalidTokenizerException {
    this.content = file.content();
    this.library = library;
    unknown = file.unknownId();
    for (var token : file.addedTokens()) {
      if (token.special()) {
        specials.put(token.id(), token.content());
      }
    }
    specialSpelling = new SpecialSpelling(specials.values());
    tokens = tokens(file);
    ids = HashMap.newHashMap(tokens.length);
    for (int id = 0; id < tokens.length; id++) {
      ids.putIfAbsent(tokens[id], id);
    }
    var bare = ids(library.encode(SAMPLE, false, false));
    var framed = ids(library.encode(SAMPLE, true, false));
    var start = Math.max(0, Collections.indexOfSubList(boxed(framed), boxed(bare)));
    before = Arrays.copyOfRange(framed, 0, start);
    after = Arrays.copyOfRange(framed, Math.min(framed.length, start + bare.length), framed.length);
  }

  private static List<Integer> boxed(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }

  /// Reads a `tokenizer.json`.
  ///
  /// @throws InvalidTokenizerException if the library can't use the file
  public static HuggingFaceTokenizerFile load(Path tokenizerJson) throws IOException {
    return from(TokenizerFile.read(tokenizerJson));
  }

  static HuggingFaceTokenizerFile from(TokenizerFile file) throws IOException {
    // DJL reports its use over the network, and looks for CUDA builds of itself there, unless told
    // before its first use; only by properties, and they are the whole program's: its own win.
    System.getProperties().putIfAbsent("ai.djl.offline", "true");
    System.getProperties().putIfAbsent("RUST_FLAVOR", "cpu");
    try {
      var library =
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(file.content()), PLAIN);
      return new HuggingFaceTokenizerFile(file, library);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new IOException(
          "%s: this kind of tokenizer needs DJL's native library, which can't be loaded here (%s); use a byte-level BPE or a machine that DJL supports"
              .formatted(file.path(), e.getMessage()),
          e);
    } catch (RuntimeException e) {
      throw file.invalid("the tokenizers library refuses it (%s)".formatted(e.getMessage()));
    }
  }

  private static String[] tokens(TokenizerFile file) throws InvalidTokenizerException {
    var all = new HashMap<>(file.vocabulary());
    file.addedTokens().forEach(token -> all.put(token.content(), token.id()));
    int last = all.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    if (last > 2L * all.size() + 65_536) {
      throw file.invalid("its %d tokens have ids up to %d".formatted(all.size(), last));
    }
    var tokens = new String[last + 1];
    Arrays.fill(tokens, "");
    all.forEach((token, id) ->
        tokens[id] =
            file.spellsBytes() && ByteAlphabet.spells(token)
                ? Utf8.readable(ByteAlphabet.bytes(token))
                : token.replace('▁', ' '));
    return tokens;
  }

  @Override
  public int vocabularySize() {
    return tokens.length;
  }

  @Override
  public int[] encode(String text) {
    return specialSpelling.cut(text).stream()
        .flatMapToInt(piece -> Arrays.stream(idsOf(piece)))
        .toArray();
  }

  @Override
  public int[] encodeWhole(String text) {
    return concatenated(concatenated(before, encode(text)), after);
  }

  @Override
  public int[] encodeSpelled(String text) {
    return text.isEmpty() ? new int[0] : ids(library.encode(Utf8.whole(text), false, false));
  }

  @Override
  public int[] encodePrompt(String text) {
    var spelled = encodeSpelled(text);
    var begun = Arrays.mismatch(before, spelled);
    return concatenated(
        begun < 0 || begun == before.length ? spelled : concatenated(before, spelled), after);
  }

  private static int[] ids(Encoding encoding) {
    return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
  }

  private int[] idsOf(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    return Arrays.stream(ids(library.encode(Utf8.whole(text), false, false)))
        .filter(id -> !specials.containsKey(id) || id == unknown.orElse(-1))
        .toArray();
  }

  private static int[] concatenated(int[] first, int[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public String decode(int... ids) {
    return library.decode(
        Arrays.stream(ids)
            .map(this::checked)
            .filter(id -> !specials.containsKey(id))
            .asLongStream()
            .toArray(),
        true);
  }

  @Override
  public String token(int id) {
    return tokens[checked(id)];
  }

  @Override
  public OptionalInt id(String token) {
    var id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public List<String> specialTokens() {
    return List.copyOf(specials.values());
  }

  /// Writes the file as it was read.
  @Override
  public void save(Path tokenizerJson) throws IOException {
    AtomicFile.write(tokenizerJson, content);
  }

  private int checked(int id) {
    if (id < 0 || id >= tokens.length) {
      throw new IllegalArgumentException(
          "token id %d is not in the vocabulary, whose ids run from 0 to %d"
              .formatted(id, tokens.length - 1));
    }
    return id;
  }
}
