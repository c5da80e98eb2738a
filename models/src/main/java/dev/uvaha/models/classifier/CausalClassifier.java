package dev.uvaha.models.classifier;

import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Optional;

/// `P(y | x₁, …, x_m) = softmax(h_m W_y)`: a linear map of the state at the last token, which is
/// one of its own, made for that (Radford et al. 2018, eq. 3).
///
/// @param head from states to classes
/// @param inputs how the sequences of an example make its classes
public record CausalClassifier(CausalTransformer body, Linear head, Inputs inputs)
    implements Layer {
  private static final double DEVIATION = 0.02;

  /// How the sequences of an example make its classes (figure 1).
  public enum Inputs {
    /// One sequence: classification, entailment.
    ONE,
    /// The states of all are added up: similarity, whose two texts have no order.
    SUMMED,
    /// Each has a score, and the classes are the sequences: multiple choice.
    EACH
  }

  /// What a forward pass tells.
  ///
  /// @param classes logits, `[B, C]`
  /// @param states after every token of every sequence, `[B · K, T, D]`
  public record Told(Tensor classes, Tensor states) {}

  /// A fresh head on a model.
  ///
  /// @param classes C; where each sequence has a score, their number does not matter
  public static CausalClassifier create(CausalTransformer body, int classes, Inputs inputs) {
    var outputs =
        switch (inputs) {
          case ONE, SUMMED -> classes;
          case EACH -> 1;
        };
    var head =
        new Linear(
            Initialization.normal(DEVIATION, outputs, body.tokens().width()),
            Optional.of(Initialization.zeros(outputs)));
    return new CausalClassifier(body, head, inputs);
  }

  /// Tells the classes of examples.
  ///
  /// @param ids K sequences for each example, one below the other, INT64 `[B · K, T]`, padded on
  ///   the right
  /// @param lengths what is not padding, `[B · K]`
  /// @param sequences K
  public Told forward(Tensor ids, int[] lengths, int sequences, Mode mode) {
    if (lengths.length % sequences != 0 || (inputs == Inputs.ONE && sequences != 1))
      throw new IllegalArgumentException(
          "CausalClassifier: %d rows are no examples of %d sequences each, %s"
              .formatted(lengths.length, sequences, inputs));
    var states = body.states(ids, lengths, mode); // [B · K, T, D]
    var ends = new int[lengths.length];
    for (var row = 0; row < ends.length; row++)
      ends[row] = row * (int) ids.size(1) + lengths[row] - 1;
    var width = states.size(2);
    var last =
        body.dropout()
            .forward(
                states
                    .reshape(-1, width)
                    .indexSelect(0, Tensors.indices(ids.device(), ends, ends.length)),
                mode); // [B · K, D]
    var examples = lengths.length / sequences;
    var classes =
        switch (inputs) {
          case ONE -> head.forward(last);
          case SUMMED -> head.forward(last.reshape(examples, sequences, width).sum(1));
          case EACH -> head.forward(last).reshape(examples, sequences);
        };
    return new Told(classes, states);
  }

  @Override
  public void describe(Description description) {
    description.layer("body", body).layer("head", head);
  }
}
