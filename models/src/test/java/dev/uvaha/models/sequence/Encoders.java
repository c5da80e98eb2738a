package dev.uvaha.models.sequence;

import dev.uvaha.nn.recurrent.RecurrentCell;
import java.util.stream.Stream;

/// One small encoder of each kind and depth, for tests that hold for all of them.
final class Encoders {
  static final int WIDTH = 10;
  static final int VOCABULARY = 13;
  static final int FEATURES = 3;

  private Encoders() {}

  static Stream<EncoderConfig> all() {
    return Stream.of(
        new EncoderConfig.Recurrent(RecurrentCell.Kind.ELMAN, 1),
        new EncoderConfig.Recurrent(RecurrentCell.Kind.GRU, 2),
        new EncoderConfig.Recurrent(RecurrentCell.Kind.LSTM, 1),
        new EncoderConfig.Convolutional(3, 2),
        new EncoderConfig.Convolutional(5, 1),
        new EncoderConfig.SelfAttention(2, 7, 2));
  }

  /// Each of them over tokens and over vectors, with a dropout that inference must not notice.
  static Stream<SequenceConfig> overEachKindOfElement() {
    return all()
        .flatMap(encoder ->
            Stream.of(new Elements.Tokens(VOCABULARY), new Elements.Vectors(FEATURES))
                .map(elements -> new SequenceConfig(elements, encoder, WIDTH, 0.3)));
  }
}
