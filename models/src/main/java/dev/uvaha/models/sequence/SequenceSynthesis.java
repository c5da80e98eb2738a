package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.nn.Check;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Synthesis `f: R^d → S(X)`: a sequence from a vector, each element from the vector and the
/// elements before it.
///
/// The encoder looks [Direction#FORWARDS] along what is written so far, after a place for nothing
/// written yet; the vector is added at every place. What comes next is read off the last one: see
/// [Elements#told].
public final class SequenceSynthesis implements Layer {
  /// Such models on disk.
  public static final ModelFolder<Config, SequenceSynthesis> FOLDER =
      new ModelFolder<>(
          "uvaha-sequence-synthesis",
          Config.class,
          SequenceSynthesis::create,
          Config::parameterCount);

  private static final String NAME = "SequenceSynthesis";

  /// Sizes and choices.
  ///
  /// @param inputs d, the numbers of the vector
  /// @param sequence how what is written is read, and what its elements are
  public record Config(int inputs, SequenceConfig sequence) {
    public Config {
      if (inputs < 1) throw new IllegalArgumentException("inputs must be 1 or more, got " + inputs);
    }

    /// How many numbers training sets; the greatest `long` if there are more.
    public long parameterCount() {
      return SequenceConfig.counted(() -> {
        var condition = Math.multiplyExact(inputs + 1L, sequence.width());
        var read = sequence.parameters(Direction.FORWARDS);
        return Math.addExact(
            condition, Math.addExact(read, sequence.mapTo(sequence.elements().told())));
      });
    }
  }

  private final Config config;
  private final Linear condition;
  private final SequenceReader reader;

  private SequenceSynthesis(Config config) {
    this.config = config;
    condition = Linear.create(config.inputs(), config.sequence().width());
    reader =
        SequenceReader.create(
            config.sequence(), Direction.FORWARDS, config.sequence().elements().told());
  }

  /// A model with fresh parameters, by the engine's random numbers as they stand.
  public static SequenceSynthesis create(Config config) {
    return new SequenceSynthesis(config);
  }

  public Config config() {
    return config;
  }

  /// What comes at each place, and after the last, given what truly stands before it (teacher
  /// forcing).
  ///
  /// @param vectors `[B, d]`
  /// @param sequences INT64 `[B, T]` or real `[B, T, F]`, T at least 1, padded on the right with
  ///   anything
  /// @param lengths what is not padding, B of them, 0 to T
  /// @return `[B, T + 1, O]`; beyond a row's length and the place after it they mean nothing
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  public Tensor forward(Tensor vectors, Tensor sequences, int[] lengths, Mode mode, Trace trace) {
    checkVectors(vectors);
    var written = reader.input().forward(NAME, sequences, lengths); // [B, T, D]
    if (written.size(0) != vectors.size(0))
      throw new IllegalArgumentException(
          "%s: sequences must be of B=%d rows as the vectors, got %s"
              .formatted(NAME, vectors.size(0), sequences.shape()));
    var given = condition.forward(vectors).unsqueeze(1); // [B, 1, D]
    var places = Writing.places(written).add(given); // [B, T + 1, D]
    return reader.answer(
        reader.encoder().forward(places, Writing.oneMore(lengths), mode, trace), mode);
  }

  /// Writes token sequences, the likeliest token each time.
  ///
  /// @param vectors `[B, d]`
  /// @param maximumLength where a sequence that does not end is cut off, 1 or more
  /// @return B sequences, some perhaps empty
  /// @throws IllegalArgumentException if this model writes vectors
  public List<int[]> tokens(Tensor vectors, int maximumLength) {
    if (!(config.sequence().elements() instanceof Elements.Tokens))
      throw new IllegalArgumentException(NAME + ": this model writes vectors; ask for vectors");
    var ids = new int[rows(vectors, maximumLength)][maximumLength];
    var lengths = new Writing.OfTokens(ids).fill(device(), told(vectors), maximumLength);
    return IntStream.range(0, ids.length).mapToObj(b -> Arrays.copyOf(ids[b], lengths[b])).toList();
  }

  /// Writes real-valued sequences, until the end is likelier than not.
  ///
  /// @param vectors `[B, d]`
  /// @param maximumLength where a sequence that does not end is cut off, 1 or more
  /// @return B sequences of vectors of width F, some perhaps empty
  /// @throws IllegalArgumentException if this model writes tokens
  public List<float[][]> vectors(Tensor vectors, int maximumLength) {
    if (!(config.sequence().elements() instanceof Elements.Vectors(int features)))
      throw new IllegalArgumentException(NAME + ": this model writes tokens; ask for tokens");
    var numbers = new float[rows(vectors, maximumLength)][maximumLength][features];
    var lengths =
        new Writing.OfVectors(numbers, features).fill(device(), told(vectors), maximumLength);
    return IntStream.range(0, numbers.length)
        .mapToObj(b -> Arrays.copyOf(numbers[b], lengths[b]))
        .toList();
  }

  private Writing.Telling told(Tensor vectors) {
    return (written, lengths) -> forward(vectors, written, lengths, Mode.INFERENCE, Trace.none());
  }

  private int rows(Tensor vectors, int maximumLength) {
    checkVectors(vectors);
    if (maximumLength < 1)
      throw new IllegalArgumentException(
          "%s: maximumLength must be 1 or more, got %d".formatted(NAME, maximumLength));
    return (int) vectors.size(0);
  }

  private void checkVectors(Tensor vectors) {
    Check.shape(NAME, "vectors", vectors, "[B, d=" + config.inputs() + "]", -1, config.inputs());
  }

  @Override
  public void describe(Description description) {
    description.layer("condition", condition);
    reader.describe(description);
  }
}
