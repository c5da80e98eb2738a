package dev.uvaha.models.sequence;

import dev.uvaha.attention.Trace;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;

/// Reads a sequence: from what each element is by itself to what it means in its place.
///
/// Padding changes nothing, in any encoder: not how much of it there is, and not what finite
/// numbers it holds. The models put zeros there first, so that theirs may hold anything.
public sealed interface SequenceEncoder extends Layer
    permits RecurrentEncoder, ConvolutionalEncoder, AttentionEncoder {
  /// Reads a batch.
  ///
  /// @param input `[B, T, D]`, padded on the right with finite numbers
  /// @param lengths what is not padding, B of them, 0 to T
  /// @param trace takes the states after each layer, and attention weights if there are any
  /// @return `[B, T, D]`; zeros in the padding
  /// @throws IllegalArgumentException if shapes or lengths do not fit
  Tensor forward(Tensor input, int[] lengths, Mode mode, Trace trace);

  /// An encoder with fresh parameters.
  static SequenceEncoder create(SequenceConfig config, Direction direction) {
    return switch (config.encoder()) {
      case EncoderConfig.Recurrent recurrent ->
          RecurrentEncoder.create(recurrent, config, direction);
      case EncoderConfig.Convolutional convolutional ->
          ConvolutionalEncoder.create(convolutional, config, direction);
      case EncoderConfig.SelfAttention attention ->
          AttentionEncoder.create(attention, config, direction);
    };
  }
}
