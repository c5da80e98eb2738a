package dev.uvaha.lab.permutation;

import dev.uvaha.attention.AttentionConfig;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.MultiHeadAttention;
import dev.uvaha.attention.Positions;
import dev.uvaha.lab.SequenceLayer;
import dev.uvaha.nn.Conv1d;
import dev.uvaha.nn.recurrent.ElmanCell;
import dev.uvaha.nn.recurrent.Recurrent;

/// A layer that is asked what it makes of another order.
enum Subject {
  SELF_ATTENTION("self-attention"),
  CAUSAL("… under a causal mask"),
  SINUSOIDAL("… with sinusoidal positions"),
  LEARNED("… with learned positions"),
  ROTARY("… with rotary positions"),
  CONVOLUTION("convolution"),
  RECURRENT("recurrent");

  final String label;

  Subject(String label) {
    this.label = label;
  }

  /// With fresh parameters, for sequences no longer than the longest.
  SequenceLayer create(PermutationSize size) {
    var width = size.width();
    var config = new AttentionConfig(width, size.heads(), 0);
    return switch (this) {
      case SELF_ATTENTION ->
          new SequenceLayer.Projecting(MultiHeadAttention.create(config), AttentionMask.none());
      case CAUSAL ->
          new SequenceLayer.Projecting(MultiHeadAttention.create(config), AttentionMask.causal());
      case SINUSOIDAL ->
          new SequenceLayer.Told(
              Positions.Sinusoidal.create(width), MultiHeadAttention.create(config));
      case LEARNED ->
          new SequenceLayer.Told(
              Positions.Learned.create(size.longest(), width), MultiHeadAttention.create(config));
      case ROTARY ->
          new SequenceLayer.Projecting(
              MultiHeadAttention.create(
                  config, Positions.Rotary.create(config.headWidth(), ROTARY_BASE)),
              AttentionMask.none());
      case CONVOLUTION -> new SequenceLayer.Convolving(Conv1d.create(width, width, KERNEL));
      case RECURRENT ->
          new SequenceLayer.Recurring(Recurrent.oneWay(ElmanCell.create(width, width)));
    };
  }

  private static final double ROTARY_BASE = 10_000;
  private static final int KERNEL = 3;
}
