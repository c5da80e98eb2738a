package dev.uvaha.finetuning;

import dev.uvaha.data.PaddedIds;
import dev.uvaha.models.classifier.CausalClassifier;
import dev.uvaha.models.classifier.CausalClassifier.Told;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;

/// The sequences of a batch of examples, one below the other.
///
/// @param each how many sequences an example has, K
record ExampleRows(PaddedIds ids, int each) {
  private static final int IGNORED = -100;
  private static final int PADDING = 0; // masked, and in no loss: any token will do

  static ExampleRows of(List<TextExample> batch) {
    var each = batch.getFirst().sequences().size();
    var sequences = batch.stream().flatMap(example -> example.sequences().stream()).toList();
    if (sequences.size() != each * batch.size())
      throw new IllegalArgumentException(
          "examples of one batch must have as many sequences each; give all as many choices");
    return new ExampleRows(PaddedIds.of(sequences, PADDING), each);
  }

  Told read(CausalClassifier model, Mode mode) {
    return model.forward(tensor(model.device()), ids.lengths(), each, mode);
  }

  private Tensor tensor(Device device) {
    return Tensors.indices(device, ids.ids(), ids.rows(), ids.columns());
  }

  /// The token after each, `[B · K, T]`; ignored where there is none.
  Tensor next(Device device) {
    var next = new int[ids.ids().length];
    for (var row = 0; row < ids.rows(); row++)
      for (var column = 0; column < ids.columns(); column++) {
        var at = row * ids.columns() + column;
        next[at] = column + 1 < ids.lengths()[row] ? ids.ids()[at + 1] : IGNORED;
      }
    return Tensors.indices(device, next, ids.rows(), ids.columns());
  }
}
