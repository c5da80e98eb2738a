package dev.uvaha.lab.permutation;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.nn.Conv1d;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Mode;
import dev.uvaha.nn.recurrent.ElmanCell;
import dev.uvaha.nn.recurrent.Recurrent;
import dev.uvaha.tensor.Tensor;

/// A layer that is asked what it makes of another order.
sealed interface Subject extends Layer {
  /// Maps `[1, n, D]` to `[1, n, D]`.
  Tensor forward(Tensor input);

  /// Which layer.
  enum Kind {
    SELF_ATTENTION("self-attention"),
    CAUSAL("… under a causal mask"),
    SINUSOIDAL("… with sinusoidal positions"),
    LEARNED("… with learned positions"),
    ROTARY("… with rotary positions"),
    CONVOLUTION("convolution"),
    RECURRENT("recurrent");

    final String label;

    Kind(String label) {
      this.label = label;
    }

    /// With fresh parameters, for sequences no longer than the longest.
    Subject create(PermutationSize size) {
      var width = size.width();
      var config = new AttentionConfig(width, size.heads(), 0);
      return switch (this) {
        case SELF_ATTENTION ->
            new Attending(MultiHeadAttention.create(config), AttentionMask.none());
        case CAUSAL -> new Attending(MultiHeadAttention.create(config), AttentionMask.causal());
        case SINUSOIDAL ->
            new Told(Positions.Sinusoidal.create(width), MultiHeadAttention.create(config));
        case LEARNED ->
            new Told(
                Positions.Learned.create(size.longest(), width), MultiHeadAttention.create(config));
        case ROTARY ->
            new Attending(
                MultiHeadAttention.create(
                    config, Positions.Rotary.create(config.headWidth(), ROTARY_BASE)),
                AttentionMask.none());
        case CONVOLUTION -> new Convolving(Conv1d.create(width, width, KERNEL));
        case RECURRENT -> new Recurring(Recurrent.oneWay(ElmanCell.create(width, width)));
      };
    }

    private static final double ROTARY_BASE = 10_000;
    private static final int KERNEL = 3;
  }

  /// Self-attention that is told no positions but by rotation.
  record Attending(MultiHeadAttention attention, AttentionMask mask) implements Subject {
    @Override
    public Tensor forward(Tensor input) {
      return attention.attend(input, attention.project(input), mask, Mode.INFERENCE).output();
    }

    @Override
    public void describe(Description description) {
      description.layer("attention", attention);
    }
  }

  /// Self-attention over inputs with positions added.
  record Told(Positions.Added positions, MultiHeadAttention attention) implements Subject {
    @Override
    public Tensor forward(Tensor input) {
      return new Attending(attention, AttentionMask.none()).forward(positions.addTo(input));
    }

    @Override
    public void describe(Description description) {
      description.layer("positions", positions).layer("attention", attention);
    }
  }

  /// A convolution.
  record Convolving(Conv1d convolution) implements Subject {
    @Override
    public Tensor forward(Tensor input) {
      return convolution.forward(input);
    }

    @Override
    public void describe(Description description) {
      description.layer("convolution", convolution);
    }
  }

  /// The lecture's recurrent cell, from left to right.
  record Recurring(Recurrent recurrent) implements Subject {
    @Override
    public Tensor forward(Tensor input) {
      return recurrent.forward(input, new int[] {(int) input.size(1)}).outputs();
    }

    @Override
    public void describe(Description description) {
      description.layer("recurrent", recurrent);
    }
  }
}
