package dev.uvaha.lab;

import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.nn.Conv1d;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.recurrent.Recurrent;
import dev.uvaha.tensor.Tensor;
import java.util.Arrays;

/// A layer that maps a sequence `[B, n, D]` to another of the same shape: what the lecture
/// compares.
public sealed interface SequenceLayer extends Layer {
  /// Maps `[B, n, D]` to `[B, n, D]`.
  Tensor forward(Tensor input);

  /// A window around each position.
  record Convolving(Conv1d convolution) implements SequenceLayer {
    @Override
    public Tensor forward(Tensor input) {
      return convolution.forward(input);
    }

    @Override
    public void describe(Description description) {
      description.layer("convolution", convolution);
    }
  }

  /// A cell carried over all positions.
  record Recurring(Recurrent recurrent) implements SequenceLayer {
    @Override
    public Tensor forward(Tensor input) {
      var lengths = new int[(int) input.size(0)];
      Arrays.fill(lengths, (int) input.size(1));
      return recurrent.forward(input, lengths).outputs();
    }

    @Override
    public void describe(Description description) {
      description.layer("recurrent", recurrent);
    }
  }

  /// `softmax(a(X, X)) X`: self-attention without parameters but the score's.
  record Attending(Attention attention) implements SequenceLayer {
    @Override
    public Tensor forward(Tensor input) {
      return attention.attend(input, input, input, AttentionMask.none()).output();
    }

    @Override
    public void describe(Description description) {
      description.layer("attention", attention);
    }
  }

  /// The Transformer's self-attention, which is told no positions but by rotation.
  record Projecting(MultiHeadAttention attention, AttentionMask mask) implements SequenceLayer {
    @Override
    public Tensor forward(Tensor input) {
      return attention.attend(input, attention.project(input), mask, Mode.INFERENCE).output();
    }

    @Override
    public void describe(Description description) {
      description.layer("attention", attention);
    }
  }

  /// The same over inputs with positions added.
  record Told(Positions.Added positions, MultiHeadAttention attention) implements SequenceLayer {
    @Override
    public Tensor forward(Tensor input) {
      return new Projecting(attention, AttentionMask.none()).forward(positions.addTo(input));
    }

    @Override
    public void describe(Description description) {
      description.layer("positions", positions).layer("attention", attention);
    }
  }
}
