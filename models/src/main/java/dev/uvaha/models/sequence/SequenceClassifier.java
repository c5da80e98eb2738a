package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Classification `f: S(X) → Δ^C`: one answer for a whole sequence, from the mean of its positions'
/// states.
///
/// An empty sequence has no states, and gets what the output's bias says.
public final class SequenceClassifier implements Layer {
  /// Such models on disk.
  public static final ModelFolder<Config, SequenceClassifier> FOLDER =
      new ModelFolder<>(
          "uvaha-sequence-classifier",
          Config.class,
          SequenceClassifier::create,
          Config::parameterCount);

  private static final String NAME = "SequenceClassifier";

  /// What the probabilities of the classes have to do with each other.
  public enum Output {
    /// They sum to 1: a sequence has one class.
    SOFTMAX,
    /// Each is by itself: a sequence has any classes, or none.
    SIGMOID
  }

  /// Sizes and choices.
  ///
  /// @param classes C
  public record Config(SequenceConfig sequence, int classes, Output output) {
    public Config {
      if (classes < 1)
        throw new IllegalArgumentException("classes must be 1 or more, got " + classes);
    }

    /// How many numbers training sets; the greatest `long` if there are more.
    public long parameterCount() {
      return SequenceConfig.counted(
          () -> Math.addExact(sequence.parameters(Direction.BOTH_WAYS), sequence.mapTo(classes)));
    }
  }

  private final Config config;
  private final SequenceReader reader;

  private SequenceClassifier(Config config) {
    this.config = config;
    reader = SequenceReader.create(config.sequence(), Direction.BOTH_WAYS, config.classes());
  }

  /// A model with fresh parameters, by the engine's random numbers as they stand.
  public static SequenceClassifier create(Config config) {
    return new SequenceClassifier(config);
  }

  public Config config() {
    return config;
  }

  /// The logits of the classes.
  ///
  /// @param sequences INT64 `[B, T]` or real `[B, T, F]`, T at least 1, padded on the right with
  ///   anything
  /// @param lengths what is not padding, B of them, 0 to T
  /// @return `[B, C]`
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  public Tensor forward(Tensor sequences, int[] lengths, Mode mode, Trace trace) {
    var states = reader.states(NAME, sequences, lengths, mode, trace);
    return reader.answer(RealPositions.of(NAME, states, lengths).mean(states), mode);
  }

  /// The probabilities of the classes: `[B, C]` from the logits.
  public Tensor probabilities(Tensor logits) {
    return switch (config.output()) {
      case SOFTMAX -> logits.softmax(-1);
      case SIGMOID -> logits.sigmoid();
    };
  }

  @Override
  public void describe(Description description) {
    reader.describe(description);
  }
}
