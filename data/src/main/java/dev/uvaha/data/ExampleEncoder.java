package dev.uvaha.data;

import dev.uvaha.text.SpecialTokens;
import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts sentence pairs into the one layout of token ids that training and translating share.
///
/// - source: `<2uk> source pieces </s>`, the language to translate into first; without the tag
///   where the tokenizer has none, for a translator into one language
/// - target: `<s> target pieces </s>`; where there is no `<s>`, `<pad>` begins, as in Marian
///
/// Safe to share between threads.
public final class ExampleEncoder {
  private final Tokenizer tokenizer;
  private final List<String> specialTokens;
  private final int padding;
  private final int begin;
  private final int end;
  private final boolean tagged;

  /// @throws IllegalArgumentException if the tokenizer lacks `<pad>` or `</s>`
  public ExampleEncoder(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.specialTokens = List.copyOf(tokenizer.specialTokens());
    this.padding = special(SpecialTokens.PADDING);
    this.begin =
        specialTokens.contains(SpecialTokens.BEGIN) ? special(SpecialTokens.BEGIN) : padding;
    this.end = special(SpecialTokens.END);
    this.tagged =
        specialTokens.stream().anyMatch(token -> SpecialTokens.language(token).isPresent());
  }

  /// The id that the decoder reads first.
  public int begin() {
    return begin;
  }

  /// The id that finishes a sequence.
  public int end() {
    return end;
  }

  /// The id that fills batches up.
  public int padding() {
    return padding;
  }

  /// What the encoder reads to translate `text`.
  ///
  /// @throws IllegalArgumentException if the tokenizer has no tag for the language
  public int[] source(String text, String targetLanguage) {
    return tagged ? framed(tag(targetLanguage), text) : ended(tokenizer.encode(text));
  }

  private int tag(String language) {
    return special(
        SpecialTokens.tags(language).stream()
            .filter(specialTokens::contains)
            .findFirst()
            .orElse(SpecialTokens.tag(language)));
  }

  /// `pieces </s>`.
  private int[] ended(int... pieces) {
    var ids = Arrays.copyOf(pieces, pieces.length + 1);
    ids[pieces.length] = end;
    return ids;
  }

  /// A pair to learn from.
  ///
  /// @throws IllegalArgumentException if the tokenizer has no tag for the pair's target language
  public Example example(TaggedPair pair) {
    return new Example(source(pair.source(), pair.targetLanguage()), framed(begin, pair.target()));
  }

  /// The examples of a whole corpus, in its order, without those over the limits.
  public EncodedCorpus encode(TaggedCorpus corpus, LengthLimits limits) {
    var kept = new ArrayList<Example>();
    long sourceTooLong = 0;
    long targetTooLong = 0;
    int longestSource = 0;
    int longestTarget = 0;
    try (var pairs = corpus.pairs()) {
      for (var pair : (Iterable<TaggedPair>) pairs::iterator) {
        var example = example(pair);
        longestSource = Math.max(longestSource, example.source().length);
        longestTarget = Math.max(longestTarget, example.decoderLength());
        if (!limits.allowSource(example)) {
          sourceTooLong++;
        } else if (!limits.allowTarget(example)) {
          targetTooLong++;
        } else {
          kept.add(example);
        }
      }
    }
    return new EncodedCorpus(
        kept,
        new LengthReport(
            limits, kept.size(), sourceTooLong, targetTooLong, longestSource, longestTarget));
  }

  /// `first pieces </s>`.
  private int[] framed(int first, String text) {
    var pieces = tokenizer.encode(text);
    var ids = new int[pieces.length + 2];
    ids[0] = first;
    System.arraycopy(pieces, 0, ids, 1, pieces.length);
    ids[ids.length - 1] = end;
    return ids;
  }

  private int special(String token) {
    var id = tokenizer.id(token);
    if (id.isEmpty() || !specialTokens.contains(token)) {
      throw new IllegalArgumentException(
          "the tokenizer has no special token %s, only %s; choose one of these or train a tokenizer with it"
              .formatted(token, String.join(" ", specialTokens)));
    }
    return id.getAsInt();
  }
}
