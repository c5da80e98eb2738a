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
/// @param sequences how many of them each example has
@SuppressWarnings("ArrayRecordComponent") // handed to the model as they are
record ExampleRows(PaddedIds ids, int[] sequences) {
  private static final int IGNORED = -100;
  private static final int PADDING = 0; // masked, and in no loss: any token will do

  static ExampleRows of(List<TextExample> batch) {
    var rows = batch.stream().flatMap(example -> example.sequences().stream()).toList();
    return new ExampleRows(
        PaddedIds.of(rows, PADDING),
        batch.stream().mapToInt(example -> example.sequences().size()).toArray());
  }

  Told read(CausalClassifier model, Mode mode) {
    return model.forward(tensor(model.device()), ids.lengths(), sequences, mode);
  }

  private Tensor tensor(Device device) {
    return Tensors.indices(device, ids.ids(), ids.rows(), ids.columns());
  }

  /// The token after each, `[R, T]`; ignored where there is none.
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
