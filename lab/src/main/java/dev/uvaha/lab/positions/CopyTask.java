package dev.uvaha.lab.positions;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.TrainingTask;
import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;

/// At each position, name the token that stood [#BACK] positions before. Tokens are uniform, so
/// nothing but the position tells which one it was.
record CopyTask(Copyist model, PositionsSize size, long seed)
    implements TrainingTask<CopyTask.Sequences> {
  /// How far the token is.
  static final int BACK = 3;

  /// Tokens 0 to 15.
  static final int VOCABULARY = 16;

  private static final int NOTHING = -100; // the first positions have no such token

  /// Sequences of one length.
  ///
  /// @param ids B rows of T tokens, one after another
  @SuppressWarnings("ArrayRecordComponent") // plain numbers, never compared
  record Sequences(int[] ids, int length) {
    static Sequences draw(int count, int length, Random random) {
      return new Sequences(random.ints((long) count * length, 0, VOCABULARY).toArray(), length);
    }

    int count() {
      return ids.length / length;
    }

    /// `[B, T]`.
    Tensor input() {
      return Tensors.indices(ids, count(), length);
    }

    int[] targets() {
      var targets = new int[ids.length];
      for (var i = 0; i < ids.length; i++) targets[i] = i % length < BACK ? NOTHING : ids[i - BACK];
      return targets;
    }
  }

  @Override
  public Copyist model() {
    return model;
  }

  @Override
  public Iterator<DrawnBatch<Sequences>> batches(BatchCursor from) {
    return Stream.iterate(from.position(), i -> i + 1)
        .map(i ->
            new DrawnBatch<>(
                Sequences.draw(size.batch(), size.length(), new Random(1_000_003 * seed + i)),
                new BatchCursor(0, i + 1)))
        .iterator();
  }

  @Override
  public LossSum loss(Sequences batch, Mode mode) {
    var targets = Tensors.indices(batch.targets(), batch.count(), batch.length());
    var logits = model.forward(batch.input(), mode).to(DataType.FLOAT32);
    return LossSum.ofMean(
        Loss.crossEntropy(logits, targets, 0, NOTHING),
        (long) batch.count() * (batch.length() - BACK));
  }

  /// The share of sequences whose token is named rightly, at each position from [#BACK] on.
  double[] accuracy(Sequences sequences) {
    var said = model.forward(sequences.input(), Mode.INFERENCE).argmax(-1).toLongs();
    var targets = sequences.targets();
    var right = new double[sequences.length() - BACK];
    for (var i = 0; i < said.length; i++) {
      var position = i % sequences.length();
      if (position >= BACK && said[i] == targets[i]) right[position - BACK]++;
    }
    return Arrays.stream(right).map(count -> count / sequences.count()).toArray();
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.empty();
  }
}
