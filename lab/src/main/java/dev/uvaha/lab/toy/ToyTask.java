package dev.uvaha.lab.toy;

import dev.uvaha.data.BatchCursor;
import dev.uvaha.lab.toy.ToySequence.Pairing;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.TrainingTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Learns to even out the heights of pairs, by the mean squared error.
///
/// @param training sequences, in a new order each epoch
/// @param batch sequences in a batch
/// @param mean and deviation of all inputs, by which they are normalised
record ToyTask(
    ToyNetwork network,
    List<ToySequence> training,
    int batch,
    double mean,
    double deviation,
    long seed)
    implements TrainingTask<List<ToySequence>> {

  static ToyTask create(ToyNetwork network, Pairing pairing, ToySize size, long seed) {
    var training = draw(pairing, size.training(), seed);
    double sum = 0;
    double squares = 0;
    for (var sequence : training)
      for (var value : sequence.input()) {
        sum += value;
        squares += (double) value * value;
      }
    var count = (double) training.size() * ToySequence.LENGTH;
    var mean = sum / count;
    return new ToyTask(
        network, training, size.batch(), mean, Math.sqrt(squares / count - mean * mean), seed);
  }

  static List<ToySequence> draw(Pairing pairing, int count, long seed) {
    var random = new Random(seed);
    return Stream.generate(() -> ToySequence.draw(pairing, random)).limit(count).toList();
  }

  @Override
  public Layer model() {
    return network;
  }

  @Override
  public Iterator<DrawnBatch<List<ToySequence>>> batches(BatchCursor from) {
    return Stream.iterate(from.epoch(), epoch -> epoch + 1)
        .flatMap(epoch -> epoch(epoch).stream())
        .skip(from.position())
        .iterator();
  }

  private List<DrawnBatch<List<ToySequence>>> epoch(int epoch) {
    var order = new ArrayList<>(training);
    Collections.shuffle(order, new Random(31 * seed + epoch));
    var count = batchesIn(epoch).orElseThrow();
    return IntStream.range(0, count)
        .mapToObj(i -> {
          var last = Math.min((i + 1) * batch, order.size());
          var next = i + 1 == count ? new BatchCursor(epoch + 1, 0) : new BatchCursor(epoch, i + 1);
          return new DrawnBatch<>(List.copyOf(order.subList(i * batch, last)), next);
        })
        .toList();
  }

  @Override
  public LossSum loss(List<ToySequence> batch, Mode mode) {
    return LossSum.ofMean(squared(batch), batch.size());
  }

  @Override
  public String unit() {
    return "sequences";
  }

  /// The mean squared error of a batch.
  double error(List<ToySequence> batch) {
    return squared(batch).item();
  }

  private Tensor squared(List<ToySequence> batch) {
    var targets = batch.stream().map(ToySequence::target).toList();
    return Loss.meanSquaredError(predict(batch).prediction().to(DataType.FLOAT32), matrix(targets));
  }

  /// What the network makes of sequences.
  ToyNetwork.Output predict(List<ToySequence> sequences) {
    var inputs = matrix(sequences.stream().map(ToySequence::input).toList());
    return network.forward(inputs.add(-mean).divide(deviation));
  }

  private static Tensor matrix(List<float[]> rows) {
    var values = new float[rows.size() * ToySequence.LENGTH];
    for (var i = 0; i < rows.size(); i++)
      System.arraycopy(rows.get(i), 0, values, i * ToySequence.LENGTH, ToySequence.LENGTH);
    return Tensors.of(values, rows.size(), ToySequence.LENGTH);
  }

  @Override
  public OptionalInt batchesIn(int epoch) {
    return OptionalInt.of(Math.ceilDiv(training.size(), batch));
  }
}
