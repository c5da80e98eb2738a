package dev.uvaha.generation;

import dev.uvaha.models.LanguageModel;
import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Writes several texts at once with one model, by continuous batching (Yu et al. 2022, Orca): each
/// step takes a token further whatever runs, texts join between steps and leave when they end. Each
/// text is the one that [TextGenerator] writes alone, up to the order of sums.
///
/// A thread of its own runs the model. Texts get a place in the order in which they were submitted.
/// A long prompt is read in pieces beside the texts that are being written ([BatchLimits#prompt]),
/// so that these go on.
///
/// ```java
/// try (var batch = BatchedGenerator.start(generator, BatchLimits.DEFAULT);
///     var generation = batch.submit(prompt, options)) {
///   for (var piece = generation.next(); piece.isPresent(); piece = generation.next())
///     print(piece.get().text());
/// }
/// ```
public final class BatchedGenerator implements AutoCloseable {
  /// What there is to do.
  ///
  /// @param running texts that are being written
  /// @param waiting texts that wait for a place
  public record Load(int running, int waiting) {}

  private record Request(Writing writing, Generation generation) {}

  /// Tokens of prompts that one step reads when nothing is being written.
  private static final int ALONE = 512;

  private final TextGenerator generator;
  private final LanguageModel model;
  private final BatchLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<Request> waiting = new ArrayDeque<>();
  private final Thread worker;
  private volatile int running;
  private boolean closed;

  private BatchedGenerator(TextGenerator generator, BatchLimits limits) {
    this.generator = generator;
    this.model = generator.model();
    this.limits = limits;
    worker = Thread.ofPlatform().name("uvaha-generation").daemon().unstarted(this::work);
  }

  /// Begins to wait for texts.
  public static BatchedGenerator start(TextGenerator generator, BatchLimits limits) {
    var batched = new BatchedGenerator(generator, limits);
    batched.worker.start();
    return batched;
  }

  /// Asks for a text.
  ///
  /// @param prompt one token at least
  /// @throws IllegalArgumentException if the prompt is empty or leaves no room in the context
  /// @throws RejectedExecutionException if too many wait already, or this is closed
  public Generation submit(int[] prompt, GenerationOptions options) {
    var request = new Request(generator.writing(prompt, options), new Generation());
    lock.lock();
    try {
      if (closed) throw new RejectedExecutionException("the generator is closed");
      waiting.removeIf(BatchedGenerator::wasGivenUp);
      if (waiting.size() + running >= limits.waiting() + limits.running())
        throw new RejectedExecutionException(
            "%d texts are being written and %d wait: try again later"
                .formatted(running, waiting.size()));
      waiting.add(request);
      change.signal();
    } finally {
      lock.unlock();
    }
    return request.generation();
  }

  /// What there is to do now.
  public Load load() {
    lock.lock();
    try {
      waiting.removeIf(BatchedGenerator::wasGivenUp);
      return new Load(running, waiting.size());
    } finally {
      lock.unlock();
    }
  }

  /// Ends all texts where they are, and waits for the step that is running.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      change.signal();
    } finally {
      lock.unlock();
    }
    var interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void work() {
    var rows = new ArrayList<BatchRow>();
    try {
      Autograd.noGradient(() -> {
        while (admit(rows)) {
          rows.forEach(BatchRow::notice);
          leave(rows);
          if (!rows.isEmpty()) step(rows);
          leave(rows);
        }
      });
    } catch (RuntimeException | Error e) {
      abandon(rows, e);
      throw e;
    }
  }

  /// Nobody is left waiting for a thread that has ended.
  private void abandon(List<BatchRow> rows, Throwable cause) {
    lock.lock();
    try {
      closed = true;
      for (var row : rows) row.failed(cause);
      for (var request : waiting) request.generation().failed(cause);
      rows.clear();
      waiting.clear();
      running = 0;
    } finally {
      lock.unlock();
    }
  }

  private void leave(List<BatchRow> rows) {
    rows.removeIf(row -> {
      if (row.isOver()) row.finish();
      return row.isOver();
    });
    running = rows.size();
  }

  /// Waits for something to do, and gives free places to those who wait.
  ///
  /// @return whether to go on
  private boolean admit(List<BatchRow> rows) {
    lock.lock();
    try {
      while (!closed && rows.isEmpty() && waiting.isEmpty()) change.awaitUninterruptibly();
      if (closed) {
        cancel(rows);
        return false;
      }
      waiting.removeIf(BatchedGenerator::wasGivenUp);
      while (rows.size() < limits.running() && !waiting.isEmpty()) {
        var next = waiting.remove();
        rows.add(new BatchRow(next.writing(), next.generation(), model.cache()));
      }
      running = rows.size();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void cancel(List<BatchRow> rows) {
    for (var row : rows) {
      row.cancel();
      row.finish();
    }
    for (var request : waiting) giveUp(request);
    rows.clear();
    waiting.clear();
    running = 0;
  }

  private static boolean wasGivenUp(Request request) {
    if (!request.generation().isClosed()) return false;
    giveUp(request);
    return true;
  }

  private static void giveUp(Request request) {
    request.writing().cancel();
    request.generation().done(request.writing().text());
  }

  /// A token more for all that are being written, and some more of the prompts.
  private void step(List<BatchRow> rows) {
    var room = rows.stream().anyMatch(BatchRow::isWriting) ? limits.prompt() : ALONE;
    var taking = new ArrayList<BatchRow>();
    var pieces = new ArrayList<int[]>();
    for (var row : rows) {
      if (!row.isWriting() && room == 0) continue;
      var piece = row.piece(row.isWriting() ? 1 : room);
      if (!row.isWriting()) room -= piece.length;
      taking.add(row);
      pieces.add(piece);
    }
    var logits = new float[0][];
    try {
      logits = read(pieces, taking);
    } catch (RuntimeException | Error e) {
      // what they have read is not known any more; those who wait can still be served
      taking.forEach(row -> row.failed(e));
      rows.removeAll(taking);
    }
    for (var i = 0; i < logits.length; i++) {
      try {
        taking.get(i).took(pieces.get(i), logits[i]);
      } catch (RuntimeException e) { // one text's own; the others go on
        taking.get(i).failed(e);
        rows.remove(taking.get(i));
      }
    }
    running = rows.size();
  }

  /// `[R, V]`
  private float[][] read(List<int[]> pieces, List<BatchRow> rows) {
    try (var _ = TensorScope.open()) {
      var ids = pieces.stream().flatMapToInt(Arrays::stream).toArray();
      var counts = pieces.stream().mapToInt(piece -> piece.length).toArray();
      var caches = rows.stream().map(BatchRow::cache).toList();
      var logits = model.next(Tensors.indices(model.device(), ids, ids.length), counts, caches);
      var values = new float[counts.length][];
      for (var i = 0; i < values.length; i++) values[i] = logits.select(0, i).toFloats();
      return values;
    }
  }
}
