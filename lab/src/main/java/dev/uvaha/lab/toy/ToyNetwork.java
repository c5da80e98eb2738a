package dev.uvaha.lab.toy;

import dev.uvaha.attention.Attended;
import dev.uvaha.attention.Attention;
import dev.uvaha.attention.AttentionMask;
import dev.uvaha.attention.AttentionScore;
import dev.uvaha.nn.Conv1d;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Kernels;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;
import java.util.Optional;

/// A network for the toy task: convolutions of kernel 5 and 64 channels, and between them one more,
/// or an attention layer by the plain dot product.
///
/// @param before two convolutions
/// @param middle what lets far positions know of each other, or does not
/// @param after two convolutions
/// @param positions whether the network is told where each number stands
public record ToyNetwork(List<Conv1d> before, Middle middle, List<Conv1d> after, Told positions)
    implements Layer {
  private static final int CHANNELS = 64;
  private static final int KERNEL = 5;
  private static final int POSITION_BITS = 7; // 2^7 > 100

  /// Which network.
  public enum Kind {
    CONVOLUTIONS("convolutions"),
    ATTENTION("attention"),
    ATTENTION_AND_POSITIONS("attention and positions");

    final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /// Whether a number's position goes in with it, as 7 channels of 0 and 1.
  public enum Told {
    NOTHING,
    POSITIONS
  }

  /// What stands in the middle.
  public sealed interface Middle extends Layer {
    /// Another convolution.
    record Convolution(Conv1d convolution) implements Middle {
      @Override
      public void describe(Description description) {
        description.layer("convolution", convolution);
      }
    }

    /// `softmax(Q Kᵀ) V`, with 1 × 1 convolutions for Q, K and V.
    record Attending(Linear query, Linear key, Linear value) implements Middle {
      Attended attend(Tensor input) {
        return new Attention(new AttentionScore.DotProduct())
            .attend(
                query.forward(input),
                key.forward(input),
                value.forward(input),
                AttentionMask.none());
      }

      @Override
      public void describe(Description description) {
        description.layer("query", query).layer("key", key).layer("value", value);
      }
    }
  }

  /// What a network makes of sequences.
  ///
  /// @param prediction `[B, T]`
  /// @param attention `[B, T, T]`, if it attends
  public record Output(Tensor prediction, Optional<Tensor> attention) {}

  /// A network with fresh parameters.
  public static ToyNetwork create(Kind kind) {
    var told =
        switch (kind) {
          case CONVOLUTIONS, ATTENTION -> Told.NOTHING;
          case ATTENTION_AND_POSITIONS -> Told.POSITIONS;
        };
    var inputs = told == Told.POSITIONS ? 1 + POSITION_BITS : 1;
    var before = List.of(convolution(inputs, CHANNELS), convolution(CHANNELS, CHANNELS));
    var middle =
        switch (kind) {
          case CONVOLUTIONS -> new Middle.Convolution(convolution(CHANNELS, CHANNELS));
          case ATTENTION, ATTENTION_AND_POSITIONS ->
              new Middle.Attending(pointwise(), pointwise(), pointwise());
        };
    var after = List.of(convolution(CHANNELS, CHANNELS), convolution(CHANNELS, 1));
    return new ToyNetwork(before, middle, after, told);
  }

  private static Conv1d convolution(int inputs, int outputs) {
    return Conv1d.create(inputs, outputs, KERNEL);
  }

  private static Linear pointwise() {
    var bound = 1 / Math.sqrt(CHANNELS); // as a convolution of kernel 1 begins
    return new Linear(Initialization.uniform(bound, CHANNELS, CHANNELS), Optional.empty());
  }

  /// Maps sequences `[B, T]`.
  public Output forward(Tensor sequences) {
    var state = told(sequences.unsqueeze(-1)); // [B, T, 1 or 8]
    for (var convolution : before) state = Kernels.relu(convolution.forward(state));
    Optional<Tensor> attention = Optional.empty();
    switch (middle) {
      case Middle.Convolution(var convolution) -> state = Kernels.relu(convolution.forward(state));
      case Middle.Attending attending -> {
        var attended = attending.attend(state);
        state = attended.output();
        attention = Optional.of(attended.weights());
      }
    }
    state = Kernels.relu(after.getFirst().forward(state));
    return new Output(after.getLast().forward(state).squeeze(-1), attention);
  }

  /// With the bits of each position beside the number.
  private Tensor told(Tensor sequences) {
    if (positions == Told.NOTHING) return sequences;
    var batch = sequences.size(0);
    var length = (int) sequences.size(1);
    var bits = new float[length * POSITION_BITS];
    for (var t = 0; t < length; t++)
      for (var bit = 0; bit < POSITION_BITS; bit++) bits[t * POSITION_BITS + bit] = (t >> bit) & 1;
    var told =
        Tensors.of(Device.CPU, bits, 1, length, POSITION_BITS).expand(batch, length, POSITION_BITS);
    return Tensors.concatenate(-1, List.of(sequences, told));
  }

  @Override
  public void describe(Description description) {
    description.layers("before", before).layer("middle", middle).layers("after", after);
  }
}
