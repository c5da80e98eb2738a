package dev.uvaha.finetuning;

import dev.uvaha.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Makes sequences of texts, with tokens at their beginning, between and at their end that the
/// language model has never seen.
///
/// @param longest what the model takes; longer texts are cut at their ends
record SequenceMaker(Tokenizer tokenizer, Kind kind, Special special, int longest) {
  /// The three tokens.
  record Special(int start, int delimiter, int extract) {
    static final List<String> NAMES = List.of("<|start|>", "<|delimiter|>", "<|extract|>");

    static Special of(Tokenizer tokenizer) {
      return new Special(
          tokenizer.id(NAMES.get(0)).orElseThrow(),
          tokenizer.id(NAMES.get(1)).orElseThrow(),
          tokenizer.id(NAMES.get(2)).orElseThrow());
    }
  }

  private static final int SPECIALS = 3;

  SequenceMaker {
    if (longest <= SPECIALS)
      throw new IllegalArgumentException(
          "the model takes %d tokens, too few for a text: choose another model".formatted(longest));
  }

  /// The sequences of an example's texts.
  List<int[]> sequences(List<String> texts) {
    var ids = texts.stream().map(tokenizer::encode).toList();
    return switch (kind) {
      case CLASSIFICATION -> List.of(one(ids.getFirst()));
      case ENTAILMENT -> List.of(two(ids.get(0), ids.get(1)));
      case SIMILARITY -> List.of(two(ids.get(0), ids.get(1)), two(ids.get(1), ids.get(0)));
      case MULTIPLE_CHOICE -> {
        var sequences = new ArrayList<int[]>();
        for (var choice : ids.subList(1, ids.size())) sequences.add(two(ids.getFirst(), choice));
        yield sequences;
      }
    };
  }

  private int[] one(int[] text) {
    var kept = Math.min(text.length, longest - 2);
    return joined(
        new int[] {special.start}, Arrays.copyOf(text, kept), new int[] {special.extract});
  }

  /// Where both do not fit, the longer one is cut first.
  private int[] two(int[] first, int[] second) {
    var room = longest - SPECIALS;
    var one = Math.min(first.length, Math.max(room - second.length, room / 2));
    var other = Math.min(second.length, room - one);
    return joined(
        new int[] {special.start},
        Arrays.copyOf(first, one),
        new int[] {special.delimiter},
        Arrays.copyOf(second, other),
        new int[] {special.extract});
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(IntStream::of).toArray();
  }
}
