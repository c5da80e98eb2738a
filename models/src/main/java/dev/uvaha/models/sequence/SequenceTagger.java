package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Tagging `f: S(X) → S(C)`: an answer for each position, such as which kind of name a word is part
/// of.
public final class SequenceTagger implements Layer {
  /// Such models on disk.
  public static final ModelFolder<Config, SequenceTagger> FOLDER =
      new ModelFolder<>(
          "uvaha-sequence-tagger", Config.class, SequenceTagger::create, Config::parameterCount);

  /// Sizes and choices.
  ///
  /// @param tags C
  public record Config(SequenceConfig sequence, int tags) {
    public Config {
      if (tags < 1) throw new IllegalArgumentException("tags must be 1 or more, got " + tags);
    }

    /// How many numbers training sets; the greatest `long` if there are more.
    public long parameterCount() {
      return SequenceConfig.counted(
          () -> Math.addExact(sequence.parameters(Direction.BOTH_WAYS), sequence.mapTo(tags)));
    }
  }

  private final Config config;
  private final SequenceReader reader;

  private SequenceTagger(Config config) {
    this.config = config;
    reader = SequenceReader.create(config.sequence(), Direction.BOTH_WAYS, config.tags());
  }

  /// A model with fresh parameters, by the engine's random numbers as they stand.
  public static SequenceTagger create(Config config) {
    return new SequenceTagger(config);
  }

  public Config config() {
    return config;
  }

  /// The logits of the tags at each position.
  ///
  /// @param sequences INT64 `[B, T]` or real `[B, T, F]`, T at least 1, padded on the right with
  ///   anything
  /// @param lengths what is not padding, B of them, 0 to T
  /// @return `[B, T, C]`; those in the padding mean nothing
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  public Tensor forward(Tensor sequences, int[] lengths, Mode mode, Trace trace) {
    return reader.answer(reader.states("SequenceTagger", sequences, lengths, mode, trace), mode);
  }

  @Override
  public void describe(Description description) {
    reader.describe(description);
  }
}
