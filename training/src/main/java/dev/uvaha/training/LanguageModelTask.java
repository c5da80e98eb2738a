package dev.uvaha.training;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchCursor;
import dev.uvaha.data.TokenBatch;
import dev.uvaha.data.TokenWindows;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/// Learns to predict each token of a text from those before it in its document (Radford et al.
/// 2018, eq. 1).
///
/// @param validationBatches how many batches of the held-out text are looked at; 0 for all of it
/// @param activations what the forward pass keeps for the backward pass
/// @param format how the weights to use are kept
public record LanguageModelTask(
    CausalTransformer model,
    TokenWindows training,
    TokenWindows heldOut,
    int validationBatches,
    Activations activations,
    WeightsFormat format)
    implements TrainingTask<TokenBatch> {
  private static final int NONE_IGNORED = -100;

  /// What the forward pass keeps for the backward pass.
  public enum Activations {
    /// All of it.
    KEPT,
    /// What stands between the blocks; the inside of each is computed again.
    RECOMPUTED
  }

  @Override
  public Iterator<DrawnBatch<TokenBatch>> batches(BatchCursor from) {
    var steps = Spliterators.spliteratorUnknownSize(training.from(from), 0);
    return StreamSupport.stream(steps, false).map(DrawnBatch::of).iterator();
  }

  @Override
  public LossSum loss(TokenBatch batch, Mode mode) {
    var device = device();
    var ids = Tensors.indices(device, batch.inputs(), batch.rows(), batch.columns());
    if (mode == Mode.TRAINING && activations == Activations.RECOMPUTED) {
      var pass = model.forwardRecomputed(ids, batch.documents(), mode);
      return sum(pass.logits(), batch).then(pass::backward);
    }
    return sum(logits(ids, batch, mode), batch);
  }

  /// Not of what is computed again, whose gradients come in more than one pass.
  @Override
  public List<TokenBatch> halves(TokenBatch batch) {
    return activations == Activations.KEPT ? batch.halves() : List.of(batch);
  }

  private Tensor logits(Tensor ids, TokenBatch batch, Mode mode) {
    if (!batch.isOfOneDocumentEach()) return model.forwardPacked(ids, batch.documents(), mode);
    var lengths = new int[batch.rows()];
    Arrays.fill(lengths, batch.columns());
    return model.forward(ids, lengths, mode, Trace.none());
  }

  private static LossSum sum(Tensor logits, TokenBatch batch) {
    var targets = Tensors.indices(logits.device(), batch.targets(), batch.rows(), batch.columns());
    return LossSum.ofMean(Loss.crossEntropy(logits, targets, 0, NONE_IGNORED), batch.tokens());
  }

  @Override
  public Iterable<TokenBatch> validation() {
    return () -> heldOut.even(validationBatches).iterator();
  }

  @Override
  public OptionalDouble bytesPerPrediction() {
    return OptionalDouble.of((double) heldOut.file().textBytes() / (heldOut.file().size() - 1));
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(training.batches());
  }

  @Override
  public long fingerprint() {
    return training.fingerprint();
  }
}
