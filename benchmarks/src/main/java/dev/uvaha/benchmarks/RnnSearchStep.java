package dev.uvaha.benchmarks;

import dev.uvaha.attention.Trace;
import dev.uvaha.data.BatchCursor;
import dev.uvaha.models.seq2seq.RecurrentConfig;
import dev.uvaha.models.seq2seq.RecurrentConfig.Choices;
import dev.uvaha.models.seq2seq.RecurrentConfig.Sizes;
import dev.uvaha.models.seq2seq.RecurrentTranslator;
import dev.uvaha.nn.Loss;
import dev.uvaha.nn.Mode;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensors;
import dev.uvaha.training.DrawnBatch;
import dev.uvaha.training.LossSum;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingTask;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A training step of RNNsearch (Bahdanau et al. 2014: GRUs, additive scores, maxout), by the
/// Trainer that users have. The peer is `rnnsearch_step.py`.
///
/// `--batch 64 --length 24 --width 256 --vocabulary 8000 --dtype bfloat16 --warmup 3 --repeats 15
/// --seed 1`
public final class RnnSearchStep {
  private static final int PADDING = 0;
  private static final int SHORTEST = 2; // a length is at least the longest by this

  private RnnSearchStep() {}

  /// Sentences of random tokens, the same in every step, so that the loss falls.
  ///
  /// @param source `B × S`
  /// @param lengths what of each source is not padding
  /// @param target `B × (T + 1)`
  @SuppressWarnings("ArrayRecordComponent") // nobody compares tasks
  record Task(RecurrentTranslator model, int[] source, int[] lengths, int[] target)
      implements TrainingTask<RnnSearchStep.Rows> {
    static Task create(int batch, int length, int width, int vocabulary, long seed) {
      var random = new Random(seed);
      var lengths = random.ints(batch, length / SHORTEST, length + 1).toArray();
      lengths[0] = length;
      var source = random.ints((long) batch * length, PADDING + 1, vocabulary).toArray();
      for (var i = 0; i < source.length; i++)
        if (i % length >= lengths[i / length]) source[i] = PADDING;
      var target = random.ints((long) batch * (length + 1), PADDING + 1, vocabulary).toArray();
      var config =
          new RecurrentConfig(
              vocabulary,
              new Sizes(width, width, 2 * width, width),
              Choices.rnnSearch(),
              0,
              length + 1,
              PADDING);
      return new Task(RecurrentTranslator.create(config), source, lengths, target);
    }

    @Override
    public Iterator<DrawnBatch<Rows>> batches(BatchCursor from) {
      var all = new Rows(0, lengths.length);
      return Stream.generate(() -> new DrawnBatch<>(all, BatchCursor.START)).iterator();
    }

    @Override
    public List<Rows> halves(Rows batch) {
      var half = batch.end() / 2;
      return half == 0 ? List.of(batch) : List.of(new Rows(0, half), new Rows(half, batch.end()));
    }

    @Override
    public LossSum loss(Rows batch, Mode mode) {
      var rows = batch.end() - batch.first();
      var longest = source.length / lengths.length;
      var ids = Tensors.indices(rows(source, batch), rows, longest);
      var all = Tensors.indices(rows(target, batch), rows, longest + 1);
      var logits =
          model.forward(ids, rows(lengths, batch), all.narrow(1, 0, longest), mode, Trace.none());
      var loss = Loss.crossEntropy(logits, all.narrow(1, 1, longest), 0, PADDING);
      return LossSum.ofMean(loss, (long) rows * longest);
    }

    private int[] rows(int[] all, Rows rows) {
      var each = all.length / lengths.length;
      return Arrays.copyOfRange(all, rows.first() * each, rows.end() * each);
    }
  }

  /// Sentences `[first, end)` of those there are.
  record Rows(int first, int end) {}

  /// Prints median and quartiles of a step, target tokens a second, and the peak memory.
  public static void main(String[] args) throws IOException {
    var arguments = Arguments.of(args);
    var repeats = Repeats.of(arguments, 15);
    var type = arguments.text("dtype").orElse("bfloat16");
    var batch = arguments.integer("batch", 64);
    var length = arguments.integer("length", 24);
    var seed = arguments.integer("seed", 1);
    Randomness.seed(seed);
    var task =
        Task.create(
            batch,
            length,
            arguments.integer("width", 256),
            arguments.integer("vocabulary", 8000),
            seed);
    var clock = new StepClock(repeats.warmup());
    var steps = repeats.warmup() + repeats.measured();
    var config = GptStep.config(DataTypes.precision(type), steps, seed);
    try (var folder = TemporaryFolder.create("rnnsearch")) {
      var run = Run.create(folder.path(), RunContents.none());
      new Trainer<>(task, config, List.of(clock)).train(run, new StopSignal());
    }
    var said = new LinkedHashMap<String, Object>();
    said.put("dtype", type);
    said.put("parameters", task.model().parameterCount());
    said.put("tokens_per_second", Math.round(batch * length / clock.timings().median()));
    said.put("first_loss", clock.losses().getFirst());
    said.put("last_loss", clock.losses().getLast());
    clock.peakMegabytes().ifPresent(megabytes -> said.put("peak_rss_mb", megabytes));
    clock.timings().print("rnnsearch_step", Timings.Unit.MILLISECONDS, said);
  }
}
