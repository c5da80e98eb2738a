package dev.uvaha.models.seq2seq;

import dev.uvaha.attention.AttentionScore;
import dev.uvaha.nn.recurrent.Recurrent;
import dev.uvaha.nn.recurrent.RecurrentCell;
import java.util.Optional;
import java.util.stream.LongStream;

/// The sizes and choices of a [RecurrentTranslator].
///
/// @param vocabulary tokens, shared by source and target
/// @param sizes of its parts
/// @param choices what its parts are
/// @param dropout on embeddings and before the output, in `[0, 1)`
/// @param maximumLength the longest sequence
/// @param padding the token that fills up a batch
public record RecurrentConfig(
    int vocabulary, Sizes sizes, Choices choices, double dropout, int maximumLength, int padding) {
  /// Widths.
  ///
  /// @param embedding E, of a word
  /// @param encoder of the encoder's state, in each direction
  /// @param decoder H, of the decoder's state
  /// @param alignment of the hidden layer of an additive score; others do not use it
  public record Sizes(int embedding, int encoder, int decoder, int alignment) {
    public Sizes {
      if (embedding < 1 || encoder < 1 || decoder < 1 || alignment < 1)
        throw new IllegalArgumentException(
            "sizes must be 1 or more, got embedding=%d, encoder=%d, decoder=%d, alignment=%d"
                .formatted(embedding, encoder, decoder, alignment));
    }
  }

  /// What the parts are.
  ///
  /// @param cell of encoder and decoder
  /// @param context what of the source the decoder gets at each step
  /// @param readout how a word is chosen
  public record Choices(RecurrentCell.Kind cell, Context context, ReadoutKind readout) {
    /// RNNsearch as published: GRUs, additive scores, maxout (Bahdanau et al. 2014).
    public static Choices rnnSearch() {
      return new Choices(RecurrentCell.Kind.GRU, Context.ADDITIVE, ReadoutKind.MAXOUT);
    }
  }

  /// How the output vector is made.
  public enum ReadoutKind {
    /// The larger of each two neighbours of twice as many (Goodfellow et al. 2013), as published.
    MAXOUT,
    /// All of it.
    LINEAR
  }

  /// What the decoder gets of the source at each step: the same vector, the encoder's last state,
  /// or a mixture of annotations by a score of its own state against each of them.
  public enum Context {
    ONE_VECTOR,
    ADDITIVE,
    DOT_PRODUCT,
    SCALED_DOT_PRODUCT,
    BILINEAR
  }

  /// Checks that sizes and tokens fit.
  public RecurrentConfig {
    if (vocabulary < 2)
      throw new IllegalArgumentException("vocabulary must be 2 or more, got " + vocabulary);
    if (padding < 0 || padding >= vocabulary)
      throw new IllegalArgumentException(
          "padding must be a token below %d, got %d".formatted(vocabulary, padding));
    if (maximumLength < 1)
      throw new IllegalArgumentException("maximumLength must be 1 or more, got " + maximumLength);
    if (!(dropout >= 0 && dropout < 1))
      throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
    checkScore(sizes, choices.context());
  }

  /// Dot products need states and annotations of one width.
  ///
  /// @throws IllegalArgumentException if they are not
  public static void checkScore(Sizes sizes, Context context) {
    switch (context) {
      case DOT_PRODUCT, SCALED_DOT_PRODUCT -> {
        if (sizes.decoder() != 2 * sizes.encoder())
          throw new IllegalArgumentException(
              "a dot product compares the decoder's state with both directions of the encoder: decoder must be 2 · encoder, got decoder=%d, encoder=%d"
                  .formatted(sizes.decoder(), sizes.encoder()));
      }
      case ONE_VECTOR, ADDITIVE, BILINEAR -> {}
    }
  }

  /// The encoder: both ways where it is looked back at, one way where its last state is all.
  Recurrent encoder() {
    var there = choices.cell().create(sizes.embedding(), sizes.encoder());
    return isOneVector()
        ? Recurrent.oneWay(there)
        : Recurrent.bothWays(there, choices.cell().create(sizes.embedding(), sizes.encoder()));
  }

  /// C, the width of a context.
  int contextWidth() {
    return isOneVector() ? sizes.encoder() : 2 * sizes.encoder();
  }

  /// How states are compared with annotations; not at all with one vector.
  Optional<AttentionScore> score() {
    return switch (choices.context()) {
      case ONE_VECTOR -> Optional.empty();
      case ADDITIVE ->
          Optional.of(
              AttentionScore.Additive.create(sizes.decoder(), contextWidth(), sizes.alignment()));
      case DOT_PRODUCT -> Optional.of(new AttentionScore.DotProduct());
      case SCALED_DOT_PRODUCT -> Optional.of(new AttentionScore.ScaledDotProduct());
      case BILINEAR -> Optional.of(AttentionScore.Bilinear.create(sizes.decoder(), contextWidth()));
    };
  }

  private boolean isOneVector() {
    return choices.context() == Context.ONE_VECTOR;
  }

  /// How many numbers training sets; the greatest `long` if there are more.
  public long parameterCount() {
    try {
      return counted();
    } catch (ArithmeticException _) {
      return Long.MAX_VALUE;
    }
  }

  private long counted() {
    long e = sizes.embedding();
    long h = sizes.decoder();
    long one = sizes.encoder();
    long c = isOneVector() ? one : 2 * one;
    long a = sizes.alignment();
    var cell = choices.cell();
    var encoder = Math.multiplyExact(c / one, cell.parameters(e, one));
    var score =
        switch (choices.context()) {
          case ONE_VECTOR, DOT_PRODUCT, SCALED_DOT_PRODUCT -> 0;
          case ADDITIVE -> Math.multiplyExact(a, h + c + 1);
          case BILINEAR -> Math.multiplyExact(h, c);
        };
    var readout =
        switch (choices.readout()) {
          case MAXOUT -> Math.multiplyExact(2 * e, h + e + c + 1);
          case LINEAR -> Math.multiplyExact(e, h + e + c + 1);
        };
    return LongStream.of(
            Math.multiplyExact(vocabulary, e),
            encoder,
            Math.multiplyExact(h, one + 1),
            score,
            cell.parameters(e + c, h),
            readout)
        .reduce(0, Math::addExact);
  }
}
