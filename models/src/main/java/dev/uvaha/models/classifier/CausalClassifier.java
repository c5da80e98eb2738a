package dev.uvaha.models.classifier;

import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.nn.Initialization;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
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
  /// @param classes logits, `[B, C]`; where each sequence has a score, C is the most that an
  ///   example has, and what others have not is `-∞`
  /// @param states after every token of each of the R sequences, `[R, T, D]`
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
  /// @param ids the sequences of all examples, one below the other, INT64 `[R, T]`, padded on the
  ///   right
  /// @param lengths what is not padding, `[R]`
  /// @param sequences how many each example has, B of them, which add up to R
  public Told forward(Tensor ids, int[] lengths, int[] sequences, Mode mode) {
    checkSequences(lengths.length, sequences);
    var states = body.states(ids, lengths, mode); // [R, T, D]
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
                mode); // [R, D]
    var classes =
        switch (inputs) {
          case ONE -> head.forward(last);
          case SUMMED -> head.forward(byExample(last, sequences, 0).sum(1));
          case EACH ->
              byExample(head.forward(last), sequences, Double.NEGATIVE_INFINITY).squeeze(-1);
        };
    return new Told(classes, states);
  }

  private void checkSequences(int rows, int[] sequences) {
    var most = inputs == Inputs.ONE ? 1 : rows;
    if (Arrays.stream(sequences).sum() != rows
        || Arrays.stream(sequences).anyMatch(each -> each < 1 || each > most))
      throw new IllegalArgumentException(
          "CausalClassifier: %d rows are no examples of %s sequences, %s"
              .formatted(rows, Arrays.toString(sequences), inputs));
  }

  /// Rows `[R, W]` as `[B, K, W]`, K the most that an example has; `absent` where one has fewer.
  private static Tensor byExample(Tensor rows, int[] sequences, double absent) {
    var examples = sequences.length;
    var most = Arrays.stream(sequences).max().orElseThrow();
    var width = rows.size(1);
    if ((long) examples * most == rows.size(0)) return rows.reshape(examples, most, width);
    var places = new int[examples * most];
    Arrays.fill(places, (int) rows.size(0)); // the row behind all
    var row = 0;
    for (var example = 0; example < examples; example++)
      for (var i = 0; i < sequences[example]; i++) places[example * most + i] = row++;
    var behind = Tensors.full(absent, rows.dataType(), rows.device(), 1, width);
    return Tensors.concatenate(0, List.of(rows, behind))
        .indexSelect(0, Tensors.indices(rows.device(), places, places.length))
        .reshape(examples, most, width);
  }

  @Override
  public void describe(Description description) {
    description.layer("body", body).layer("head", head);
  }
}
