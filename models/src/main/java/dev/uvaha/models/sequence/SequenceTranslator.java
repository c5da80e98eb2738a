package dev.uvaha.models.sequence;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.block.TracedAttention;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.LayerNorm;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Translation `f: S(X) → S(Y)`: a sequence from another, each element from the source and the
/// elements before it.
///
/// One encoder reads the source both ways into annotations h_j; another of its kind looks
/// [Direction#FORWARDS] along what is written so far, after a place for nothing written yet. The
/// state s_i of each place attends to the annotations, and what comes next is read off `norm(s_i +
/// Σ_j α_ij h_j)`: see [Elements#told].
///
/// For sentences there are models made for them, with caches and beams:
/// [dev.uvaha.models.SequenceToSequence].
public final class SequenceTranslator implements Layer {
  /// Such models on disk.
  public static final ModelFolder<Config, SequenceTranslator> FOLDER =
      new ModelFolder<>(
          "uvaha-sequence-translator",
          Config.class,
          SequenceTranslator::create,
          Config::parameterCount);

  private static final String NAME = "SequenceTranslator";

  /// Sizes and choices.
  ///
  /// @param source how the source is read, and what its elements are
  /// @param target what is written, read by an encoder of the same kind
  public record Config(SequenceConfig source, Elements target) {
    SequenceConfig written() {
      return new SequenceConfig(target, source.encoder(), source.width(), source.dropout());
    }

    /// How many numbers training sets; the greatest `long` if there are more.
    public long parameterCount() {
      return SequenceConfig.counted(() -> {
        long d = source.width();
        var attention = Math.multiplyExact(4 * d, d + 1) + 2 * d;
        var reading = source.parameters(Direction.BOTH_WAYS);
        var writing =
            Math.addExact(written().parameters(Direction.FORWARDS), written().mapTo(target.told()));
        return Math.addExact(attention, Math.addExact(reading, writing));
      });
    }
  }

  private final Config config;
  private final SequenceInput input;
  private final SequenceEncoder encoder;
  private final MultiHeadAttention attention;
  private final LayerNorm norm;
  private final SequenceReader writer;

  private SequenceTranslator(Config config) {
    var source = config.source();
    this.config = config;
    input = SequenceInput.create(source.elements(), source.width());
    encoder = SequenceEncoder.create(source, Direction.BOTH_WAYS);
    attention = MultiHeadAttention.create(new AttentionConfig(source.width(), 1, source.dropout()));
    norm = LayerNorm.create(source.width());
    writer = SequenceReader.create(config.written(), Direction.FORWARDS, config.target().told());
  }

  /// A model with fresh parameters, by the engine's random numbers as they stand.
  public static SequenceTranslator create(Config config) {
    return new SequenceTranslator(config);
  }

  public Config config() {
    return config;
  }

  /// What comes at each place, and after the last, given what truly stands before it (teacher
  /// forcing).
  ///
  /// @param sources INT64 `[B, S]` or real `[B, S, F]`, S at least 1, padded on the right with
  ///   anything
  /// @param sourceLengths what is not padding, B of them, 0 to S
  /// @param targets INT64 `[B, T]` or real `[B, T, F]`, likewise
  /// @param trace takes states, and attention weights `cross_attentions`, `[B, 1, T + 1, S]`
  /// @return `[B, T + 1, O]`; beyond a row's length and the place after it they mean nothing
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  public Tensor forward(
      Tensor sources,
      int[] sourceLengths,
      Tensor targets,
      int[] targetLengths,
      Mode mode,
      Trace trace) {
    var annotations = annotations(sources, sourceLengths, mode, trace);
    if (targets.size(0) != sources.size(0))
      throw new IllegalArgumentException(
          "%s: targets must be of B=%d rows as the sources, got %s"
              .formatted(NAME, sources.size(0), targets.shape()));
    return told(annotations, sourceLengths, targets, targetLengths, mode, trace);
  }

  /// What each source element means in its place, `[B, S, D]`.
  private Tensor annotations(Tensor sources, int[] lengths, Mode mode, Trace trace) {
    return encoder.forward(input.forward(NAME, sources, lengths), lengths, mode, trace);
  }

  private Tensor told(
      Tensor annotations,
      int[] sourceLengths,
      Tensor targets,
      int[] targetLengths,
      Mode mode,
      Trace trace) {
    var written = writer.input().forward(NAME, targets, targetLengths); // [B, T, D]
    var states =
        writer
            .encoder()
            .forward(Writing.places(written), Writing.oneMore(targetLengths), mode, Trace.none());
    var attended =
        TracedAttention.forward(
            attention,
            states,
            attention.project(annotations),
            AttentionMask.padding(sourceLengths),
            mode,
            trace,
            "cross_attentions");
    return writer.answer(norm.forward(states.add(attended)), mode); // [B, T + 1, O]
  }

  /// Writes token sequences, the likeliest token each time.
  ///
  /// @param sources INT64 `[B, S]` or real `[B, S, F]`
  /// @param maximumLength where a sequence that does not end is cut off, 1 or more
  /// @return B sequences, some perhaps empty
  /// @throws IllegalArgumentException if this model writes vectors
  public List<int[]> tokens(Tensor sources, int[] lengths, int maximumLength) {
    if (!(config.target() instanceof Elements.Tokens))
      throw new IllegalArgumentException(NAME + ": this model writes vectors; ask for vectors");
    var ids = new int[rows(sources, maximumLength)][maximumLength];
    var written = fill(new Writing.OfTokens(ids), sources, lengths, maximumLength);
    return IntStream.range(0, ids.length).mapToObj(b -> Arrays.copyOf(ids[b], written[b])).toList();
  }

  /// Writes real-valued sequences, until the end is likelier than not.
  ///
  /// @param sources INT64 `[B, S]` or real `[B, S, F]`
  /// @param maximumLength where a sequence that does not end is cut off, 1 or more
  /// @return B sequences of vectors of the target's width, some perhaps empty
  /// @throws IllegalArgumentException if this model writes tokens
  public List<float[][]> vectors(Tensor sources, int[] lengths, int maximumLength) {
    if (!(config.target() instanceof Elements.Vectors(int features)))
      throw new IllegalArgumentException(NAME + ": this model writes tokens; ask for tokens");
    var numbers = new float[rows(sources, maximumLength)][maximumLength][features];
    var written = fill(new Writing.OfVectors(numbers, features), sources, lengths, maximumLength);
    return IntStream.range(0, numbers.length)
        .mapToObj(b -> Arrays.copyOf(numbers[b], written[b]))
        .toList();
  }

  /// The source is read once.
  private int[] fill(Writing writing, Tensor sources, int[] lengths, int maximumLength) {
    return Autograd.noGradient(() -> {
      try (var _ = TensorScope.open()) {
        var annotations = annotations(sources, lengths, Mode.INFERENCE, Trace.none());
        return writing.fill(
            device(),
            (written, targetLengths) ->
                told(annotations, lengths, written, targetLengths, Mode.INFERENCE, Trace.none()),
            maximumLength);
      }
    });
  }

  private static int rows(Tensor sources, int maximumLength) {
    if (maximumLength < 1)
      throw new IllegalArgumentException(
          "%s: maximumLength must be 1 or more, got %d".formatted(NAME, maximumLength));
    return (int) sources.size(0);
  }

  @Override
  public void describe(Description description) {
    description
        .layer("source_input", input)
        .layer("source_encoder", encoder)
        .layer("attention", attention)
        .layer("norm", norm)
        .layer("writer", writer);
  }
}
