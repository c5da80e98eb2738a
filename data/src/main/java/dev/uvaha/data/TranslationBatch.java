package dev.uvaha.data;

import java.util.Arrays;
import java.util.List;

/// What one training step of a translator reads, and what it is to predict.
///
/// @param source `[B, S]`: `<2uk> pieces </s>`
/// @param decoderInput `[B, T]`: `<s> pieces`
/// @param decoderTarget `[B, T]`: `pieces </s>`, the decoder input moved left by one
public record TranslationBatch(PaddedIds source, PaddedIds decoderInput, PaddedIds decoderTarget) {
  public TranslationBatch {
    if (source.rows() != decoderInput.rows()
        || decoderInput.rows() != decoderTarget.rows()
        || decoderInput.columns() != decoderTarget.columns()
        || !Arrays.equals(decoderInput.lengths(), decoderTarget.lengths())) {
      throw new IllegalArgumentException(
          "TranslationBatch: expected source [B, S], decoder input and target [B, T] of equal lengths,"
              + " got %s, %s, %s".formatted(source, decoderInput, decoderTarget));
    }
    for (int row = 0; row < decoderInput.rows(); row++) {
      int start = row * decoderInput.columns();
      int last = start + decoderInput.lengths()[row] - 1;
      if (!Arrays.equals(
          decoderInput.ids(), start + 1, last + 1, decoderTarget.ids(), start, last)) {
        throw new IllegalArgumentException(
            "TranslationBatch: row %d: the decoder target must be the decoder input moved left by one"
                .formatted(row));
      }
    }
  }

  /// The examples as one batch, in their order.
  ///
  /// @param padding the id that fills the rows up
  public static TranslationBatch of(List<Example> examples, int padding) {
    return new TranslationBatch(
        PaddedIds.of(examples.stream().map(Example::source).toList(), padding),
        PaddedIds.of(slices(examples, 0), padding),
        PaddedIds.of(slices(examples, 1), padding));
  }

  private static List<int[]> slices(List<Example> examples, int offset) {
    return examples.stream()
        .map(example ->
            Arrays.copyOfRange(example.target(), offset, offset + example.decoderLength()))
        .toList();
  }

  /// The upper and the lower half of its sentences, each as wide as its longest; of a single one
  /// that itself.
  public List<TranslationBatch> halves() {
    var upper = sentences() / 2;
    return upper == 0 ? List.of(this) : List.of(rows(0, upper), rows(upper, sentences()));
  }

  private TranslationBatch rows(int from, int to) {
    return new TranslationBatch(
        source.rows(from, to), decoderInput.rows(from, to), decoderTarget.rows(from, to));
  }

  /// B.
  public int sentences() {
    return source.rows();
  }

  /// How many ids the decoder is to predict: by this count a loss per token is averaged.
  public long targetTokens() {
    return decoderTarget.tokens();
  }

  /// How much of what the encoder and the decoder read is padding, 0 to 1.
  public double paddingShare() {
    double cells = (double) source.ids().length + decoderInput.ids().length;
    return 1 - (source.tokens() + decoderInput.tokens()) / cells;
  }
}
